using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Hub.Quantizing;

namespace Txt2Image.Cli.Models;

/// <summary><c>models quantize</c>: makes the variant int8 of a model.</summary>
internal static class QuantizeCommand
{
    public static Command Create(CliEnvironment environment, ModelsOptions options)
    {
        var model = ModelArgument.Create();
        var command = new ExampleCommand(
            "quantize",
            "Makes the variant int8 of a model on this machine, of its float32 graphs: smaller weights, and less work for a processor.",
            "txt2image models quantize clip-vit-base-patch32")
        {
            model,
        };
        command.Notes =
            """
            The new graphs are beside the float32 ones, which stay. An embedding changes a little with its variant, so a collection cannot be searched
            with another one than it was made with. It does not depend on what else is in its batch. The licence is that of the model.
            """;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var installed = options.Installed(parsed, parsed.GetValue(model)!);
            var name = installed.Manifest.Name;
            using var quantization = await ModelQuantization.PrepareAsync(options.Folder(parsed), installed, environment.Time, cancellationToken);
            long bytes;
            await using (new ProgressLine(environment, () => quantization.Progress.ToString()))
            {
                (_, bytes) = await quantization.RunAsync(cancellationToken);
            }

            environment.Out.WriteLine(Printable.Of(
                $"{name} has the variant int8: {Amount.Of(quantization.Products, "product")} of integers, {Amount.Bytes(bytes)} " +
                $"instead of {Amount.Bytes(quantization.Before)}."));
            environment.Error.WriteLine(Printable.Of(
                $"Compare it first, on pictures with captions: Txt2Image.Api --Txt2Image:Model={name} --compare-int8 DIR"));
            environment.Error.WriteLine(Printable.Of($"Start the server with: --Txt2Image:Model={name} --Txt2Image:Model:Variant=int8"));
            return ExitCode.Success;
        });
        return command;
    }
}
