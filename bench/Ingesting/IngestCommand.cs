using System.CommandLine;
using System.Globalization;
using Txt2Image.Bench.Scans;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Ingesting;

/// <summary>
/// <c>ingest</c>: measures how fast pictures are added and what limits it, how much memory that takes, and what shrinking during decoding changes.
/// </summary>
internal static class IngestCommand
{
    /// <summary>The number of images after which memory growth is measured: until then, a process is still warming up.</summary>
    public const int FewImages = 1000;

    public static Command Create()
    {
        var images = new Option<int>("--images") { Description = "Pictures per throughput measurement.", DefaultValueFactory = _ => 600 };
        var many = new Option<int>("--many") { Description = "Pictures for the memory measurement; 0 skips it.", DefaultValueFactory = _ => 20_000 };
        Positive(images, least: 16);
        many.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && int.TryParse(given, CultureInfo.InvariantCulture, out var count)
                && count is not 0 and <= FewImages)
            {
                result.AddError($"--many must be 0, or more than {FewImages}.");
            }
        });
        var command = new Command(
            "ingest",
            "Measures decoding alone, the image tower alone, and both in a server that pictures are uploaded to; memory; shrink-on-load.")
        {
            images, many,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(images), parsed.GetValue(many)));
        return command;
    }

    private static void Positive(Option<int> option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var given }] && int.TryParse(given, CultureInfo.InvariantCulture, out var count) && count < least)
        {
            result.AddError($"{option.Name} must be at least {least}.");
        }
    });

    private static async Task<int> RunAsync(int images, int many)
    {
        Machine.Print(Console.Out, Kernels.Row);
        await PaceBench.RunAsync(images, Console.Out);
        ShrinkBench.Run(Console.Out);
        if (many > 0)
        {
            await MemoryBench.RunAsync(many, Console.Out);
        }

        return 0;
    }
}
