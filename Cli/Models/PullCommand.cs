using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Hub.Installed;
using Txt2Image.Hub.Pulling;

namespace Txt2Image.Cli.Models;

/// <summary><c>models pull</c>: downloads a model, or copies one from a folder.</summary>
internal static class PullCommand
{
    public static Command Create(CliEnvironment environment, ModelsOptions options)
    {
        var model = ModelArgument.Create("A name of the catalogue, a repository as ORGANISATION/NAME[@REVISION], or a folder");
        var variant = new Option<GraphVariant>("--variant")
        {
            Description = "Which graphs, where a repository has several: fp32, fp16 or int8 (default: fp32, or the only one)",
            HelpName = "VARIANT",
        };
        var accept = new Option<bool>("--accept-license") { Description = "Accept a licence that restricts what the model may be used for" };
        var command = new ExampleCommand(
            "pull",
            "Downloads a model. Run it again after an interruption and it goes on where it stopped; a model that is there is checked and repaired. " +
                "Weights without graphs (safetensors) are converted.",
            "txt2image models pull clip-vit-base-patch32",
            "txt2image models pull clip-vit-base-patch32 --variant int8",
            "txt2image models pull onnx-community/siglip2-base-patch16-224-ONNX@main",
            "txt2image models pull ./my-clip")
        {
            model, variant, accept,
        };
        command.Notes = ModelsCommand.Notes;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var reference = ModelReference.Parse(parsed.GetValue(model)!, environment.WorkingDirectory);
            using var pull = await ModelPull.PrepareAsync(
                options.Hub(), options.Folder(parsed), reference, parsed.GetValue(variant), cancellationToken);
            await RunAsync(environment, pull, parsed.GetValue(accept), cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Runs a pull that is prepared, and says what it does.</summary>
    public static async Task RunAsync(CliEnvironment environment, ModelPull pull, bool accepts, CancellationToken cancellationToken)
    {
        var plan = pull.Plan;
        if (plan.IsComplete)
        {
            environment.Out.WriteLine(Printable.Of($"{plan.Name} is there, and whole."));
            WriteUse(environment, plan);
            return;
        }

        WritePlan(environment, plan);
        accepts = accepts || (plan.Licence is { ResearchOnly: true } && Confirmation.Ask(environment, "Do you accept this licence?") == true);
        InstalledModel model;
        await using (new ProgressLine(environment, () => pull.Progress.ToString()))
        {
            model = await pull.RunAsync(accepts, cancellationToken);
        }

        environment.Out.WriteLine(Printable.Of($"{plan.Name} is in {model.Folder}."));
        foreach (var graph in await pull.RunAloneAsync(model, cancellationToken))
        {
            environment.Error.WriteLine(Printable.Of(
                $"note: {graph} scales its numbers by the largest of a whole batch, so the server runs it one item at a time, which is slower."));
        }

        WriteUse(environment, plan);
    }

    private static void WritePlan(CliEnvironment environment, PullPlan plan)
    {
        var commit = plan.Commit.Length > 0 ? $" at {plan.Commit[..Math.Min(12, plan.Commit.Length)]}" : "";
        var from = plan.IsFromCache ? " (from the cache of Hugging Face, since the hub is not asked)" : "";
        var licence = plan.Licence is { } known ? $"{known.Name}{(known.Url is { } url ? $", {url}" : "")}" : $"not stated; see {plan.Origin}";
        var what = plan.Checkpoint ?? $"{Amount.Of(plan.FileCount, "file")}, {Amount.Bytes(plan.Bytes)}";
        environment.Error.WriteLine(Printable.Of($"{plan.Name} from {plan.Origin}{commit}{from}: {what}"));
        if (plan.Converts)
        {
            environment.Error.WriteLine(
                "It has weights without graphs: the graphs are made here. Fine-tuned weights keep the licence of their model.");
        }

        environment.Error.WriteLine(Printable.Of($"licence: {licence}{(plan.Licence is { ResearchOnly: true } ? " (research only)" : "")}"));
    }

    private static void WriteUse(CliEnvironment environment, PullPlan plan)
    {
        var variant = plan.Variant is "" or "fp32" ? "" : $" --Txt2Image:Model:Variant={plan.Variant}";
        environment.Error.WriteLine(Printable.Of($"Start the server with: --Txt2Image:Model={plan.Name}{variant}"));
    }
}
