using System.CommandLine;
using System.CommandLine.Parsing;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Graphs;
using Txt2Image.Hub.Pulling;

namespace Txt2Image.Cli.Models;

/// <summary><c>models convert</c>: makes a model of a checkpoint in a folder.</summary>
internal static class ConvertCommand
{
    public static Command Create(CliEnvironment environment, ModelsOptions options)
    {
        var folder = new Argument<string>("folder") { Description = "The checkpoint's folder", HelpName = "FOLDER" };
        var name = new Option<string?>("--name") { Description = "The model's name (default: the folder's)", HelpName = "NAME" };
        var vision = new Option<string?>("--vision")
        {
            Description = "The folder of the vision tower, if each tower was saved in one of its own",
            HelpName = "FOLDER",
        };
        var type = new Option<FloatType>("--type")
        {
            Description = "What the graphs compute with: float32, or float16 for a GPU (default: float32)",
            HelpName = "TYPE",
            CustomParser = ParseType,
        };
        var command = new ExampleCommand(
            "convert",
            "Makes a model of weights: a CLIP, SigLIP, AltCLIP or Chinese-CLIP, saved as safetensors, such as one that was fine-tuned.",
            "txt2image models convert ./my-finetuned-clip --name my-clip",
            "txt2image models convert ./text-tower --vision ./vision-tower --name my-clip")
        {
            folder, name, vision, type,
        };
        command.Notes =
            """
            The folder needs the weights (model.safetensors, or open_clip_model.safetensors), the configuration (config.json, or
            open_clip_config.json), the tokenizer, and for transformers preprocessor_config.json. What cannot be converted exactly is refused by name.
            Graphs of float16 are half as large. A GPU is faster with them, a processor is not: it computes in float32.
            """;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var reference = ModelReference.OfCheckpoint(
                environment.FullPath(parsed.GetValue(folder))!, environment.FullPath(parsed.GetValue(vision)), parsed.GetValue(name));
            var models = options.Folder(parsed);
            if (models.Find(reference.Name) is not null)
            {
                throw new UsageException(
                    $"there is a model '{reference.Name}' already. Choose another name with --name, or remove it with: " +
                    $"txt2image models remove {reference.Name}");
            }

            var variant = parsed.GetValue(type) == FloatType.Float16 ? GraphVariant.Fp16 : GraphVariant.Fp32;
            using var pull = await ModelPull.PrepareAsync(options.Hub(), models, reference, variant, cancellationToken);
            await PullCommand.RunAsync(environment, pull, accepts: false, cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static FloatType ParseType(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Enum.TryParse<FloatType>(text, ignoreCase: true, out var type) && Enum.IsDefined(type))
        {
            return type;
        }

        result.AddError(text.Equals("bfloat16", StringComparison.OrdinalIgnoreCase)
            ? "--type bfloat16 is not supported: ONNX Runtime has no products, sums or softmax of bfloat16 for processors. Use float16 or float32; " +
                "weights in bfloat16 are read for both."
            : $"--type must be float32 or float16, not '{text}'.");
        return default;
    }
}
