using System.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Models;

/// <summary>
/// <c>models</c>: lists, downloads, converts, quantizes, exports, checks and removes the models of this machine. It needs no server.
/// </summary>
internal static class ModelsCommand
{
    public const string Notes =
        """
        Models are downloaded from Hugging Face, or from the hub of HF_ENDPOINT. HF_TOKEN is sent to it, HF_HUB_OFFLINE=1 forbids downloads, and
        what its own tools have in their cache (HF_HOME, HF_HUB_CACHE) is copied instead of downloaded. Commands work on this machine: run them
        where the server runs.
        """;

    public static Command Create(CliEnvironment environment)
    {
        var options = new ModelsOptions(environment);
        options.Models.Recursive = true;
        var command = ListModelsCommand.Create("models", environment, options);
        command.Options.Add(options.Models);
        Command[] more =
        [
            ListModelsCommand.Create("list", environment, options),
            PullCommand.Create(environment, options),
            ConvertCommand.Create(environment, options),
            QuantizeCommand.Create(environment, options),
            ExportTritonCommand.Create(environment, options),
            ShowCommand.Create(environment, options),
            VerifyModelCommand.Create(environment, options),
            RemoveCommand.Create(environment, options),
        ];
        foreach (var subcommand in more)
        {
            command.Subcommands.Add(subcommand);
        }

        return command;
    }
}
