using Txt2Image.Clip.Models;
using Txt2Image.Hub;
using Txt2Image.Hub.Installed;
using Txt2Image.Hub.Pulling;

namespace Txt2Image.Hosting.Models;

/// <summary>Downloads a model while the server starts, and says how far it is.</summary>
internal sealed class ModelDownload(ModelsFolder models, bool acceptsLicences, TextWriter output)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <returns>Its folder.</returns>
    /// <exception cref="HubException">It cannot be downloaded.</exception>
    public string Run(ModelOptions wanted) => RunAsync(wanted).GetAwaiter().GetResult();

    private async Task<string> RunAsync(ModelOptions wanted)
    {
        var settings = HubSettings.FromEnvironment(Environment.GetEnvironmentVariable);
        var variant = Enum.Parse<GraphVariant>(wanted.Variant.ToString());
        using var pull = await ModelPull.PrepareAsync(settings, models, ModelReference.Parse(wanted.Folder), variant, default);
        var plan = pull.Plan;
        output.WriteLine($"Downloading {plan.Name} from {plan.Origin}, {plan.Bytes / 1_000_000} MB; licence: {plan.Licence?.Name ?? "not stated"}");
        using var end = new CancellationTokenSource();
        var progress = ReportAsync(pull, end.Token);
        try
        {
            return (await pull.RunAsync(acceptsLicences, default)).Folder;
        }
        finally
        {
            await end.CancelAsync();
            await progress;
        }
    }

    private async Task ReportAsync(ModelPull pull, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(BetweenLines);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                output.WriteLine(pull.Progress);
            }
        }
        catch (OperationCanceledException)
        {
            // The download has ended.
        }
    }
}
