using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Models.Serving;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Models;

/// <summary><c>models export-triton</c>: writes a model as a repository for a Triton server.</summary>
internal static class ExportTritonCommand
{
    public static Command Create(CliEnvironment environment, ModelsOptions options)
    {
        var model = ModelArgument.Create();
        var folder = new Argument<string>("folder") { Description = "The repository's folder; created if it does not exist", HelpName = "DIR" };
        var variant = new Option<string?>("--variant")
        {
            Description = "Which graphs: fp32, fp16 or int8 (default: as the server chooses)",
            HelpName = "VARIANT",
        };
        variant.AcceptOnlyFromAmong("fp32", "fp16", "int8");
        var command = new ExampleCommand(
            "export-triton",
            "Writes a model as a repository for a Triton server: both towers, with batching, warm-up and a response cache for texts.",
            "txt2image models export-triton clip-vit-base-patch32 ./triton",
            "txt2image models export-triton clip-vit-base-patch32 ./triton --variant fp16")
        {
            model, folder, variant,
        };
        command.Notes = "The server's program writes it. Start Triton with --model-repository=DIR; the command says what to set in this server.";
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var installed = options.Installed(parsed, parsed.GetValue(model)!);
            await ServerTask.ExportToTritonAsync(
                environment, installed, parsed.GetValue(variant), environment.FullPath(parsed.GetValue(folder)!), cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }
}
