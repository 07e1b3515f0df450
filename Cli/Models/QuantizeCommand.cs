using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Models.Serving;
using Txt2Image.Cli.Terminal;
using Txt2Image.Hub;
using Txt2Image.Hub.Quantizing;

namespace Txt2Image.Cli.Models;

/// <summary><c>models quantize</c>: makes the variant int8 of a model, and says what it gains and loses.</summary>
internal static class QuantizeCommand
{
    private const string Captions = "captions.csv";

    public static Command Create(CliEnvironment environment, ModelsOptions options)
    {
        var model = ModelArgument.Create();
        var compare = new Option<string?>("--compare")
        {
            Description = "Then compares it with float32: speed, cosine, and recall on the pictures of DIR/captions.csv (default: those of the demo)",
            HelpName = "DIR",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var weights = new Option<int?>("--weights")
        {
            Description = "The bits of a weight: 7 gives the same embeddings on all processors; 8 rounds less, and needs a processor with VNNI " +
                "(default: 7)",
            HelpName = "BITS",
        };
        weights.AcceptOnlyFromAmong("7", "8");
        var command = new ExampleCommand(
            "quantize",
            "Makes the variant int8 of a model on this machine, of its float32 graphs: smaller weights, and less work for a processor.",
            "txt2image models quantize clip-vit-base-patch32",
            "txt2image models quantize clip-vit-base-patch32 --compare ./my-pictures")
        {
            model, compare, weights,
        };
        command.Notes =
            """
            The new graphs are beside the float32 ones, which stay. An embedding changes a little with its variant, so a collection cannot be searched
            with another one than it was made with. It does not depend on what else is in its batch. The licence is that of the model.
            The comparison starts the server's program, and takes about as long as adding its pictures twice. captions.csv has the columns file and
            caption. If the variant is there, the command with --compare only compares it. With other --weights, it is replaced: collections that were
            made with it must be reindexed.
            """;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var installed = options.Installed(parsed, parsed.GetValue(model)!);
            var name = installed.Manifest.Name;
            var (compares, pictures) = (parsed.GetResult(compare) is not null, environment.FullPath(parsed.GetValue(compare)));
            if (pictures is not null && !File.Exists(Path.Combine(pictures, Captions)))
            {
                throw new UsageException($"{pictures} has no {Captions}, which names pictures and their captions (columns: file, caption)");
            }

            using (var quantization = await ModelQuantization.PrepareAsync(
                options.Folder(parsed), installed, parsed.GetValue(weights), environment.Time, cancellationToken))
            {
                if (!quantization.IsDone)
                {
                    await RunAsync(environment, quantization, name, cancellationToken);
                }
                else if (!compares)
                {
                    throw new HubException(
                        $"{name} has the variant int8 already. {Use(name)}. Compare it with: txt2image models quantize {name} --compare");
                }
            }

            if (compares)
            {
                await ServerTask.CompareAsync(environment, installed, pictures, cancellationToken);
            }
            else
            {
                environment.Error.WriteLine(Printable.Of(
                    $"Compare it first, on pictures with captions: txt2image models quantize {name} --compare DIR"));
            }

            environment.Error.WriteLine(Printable.Of(Use(name)));
            return ExitCode.Success;
        });
        return command;
    }

    private static string Use(string name) => $"Use it with: Txt2Image.Api --Txt2Image:Model={name} --Txt2Image:Model:Variant=int8";

    private static async Task RunAsync(
        CliEnvironment environment, ModelQuantization quantization, string name, CancellationToken cancellationToken)
    {
        long bytes;
        await using (new ProgressLine(environment, () => quantization.Progress.ToString()))
        {
            (_, bytes) = await quantization.RunAsync(cancellationToken);
        }

        environment.Out.WriteLine(Printable.Of(
            $"{name} has the variant int8: {Amount.Of(quantization.Products, "product")} of integers, {Amount.Bytes(bytes)} " +
            $"instead of {Amount.Bytes(quantization.Before)}."));
        if (quantization.BitsBefore is { } before && before != quantization.WeightBits)
        {
            environment.Error.WriteLine(Printable.Of(
                $"It replaces graphs with weights of {before} bits. Reindex the collections that were made with them: " +
                "txt2image collections reindex NAME"));
        }
    }
}
