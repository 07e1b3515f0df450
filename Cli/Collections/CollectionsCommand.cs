using System.CommandLine;
using Txt2Image.Cli.Collections.Export;
using Txt2Image.Cli.Collections.Import;
using Txt2Image.Cli.Collections.ImportQdrant;
using Txt2Image.Cli.Collections.Reindex;
using Txt2Image.Cli.Collections.Verify;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections;

/// <summary><c>collections</c>: lists collections, and has the subcommands that work on one.</summary>
internal static class CollectionsCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var command = ListCommand.Create("collections", environment, server);
        Command[] more =
        [
            ListCommand.Create("list", environment, server),
            CreateCommand.Create(environment, server),
            DescribeCommand.Create(environment, server),
            AliasCommands.CreateAlias(environment, server),
            AliasCommands.CreateUnalias(environment, server),
            DeleteCommand.Create(environment, server),
            ExportCommand.Create(environment, server),
            ImportCommand.Create(environment, server),
            VerifyCommand.Create(environment, server),
            ReindexCommand.Create(environment, server),
            ImportQdrantCommand.Create(environment, server),
        ];
        foreach (var subcommand in more)
        {
            command.Subcommands.Add(subcommand);
        }

        return command;
    }
}
