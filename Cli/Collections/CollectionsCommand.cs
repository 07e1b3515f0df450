using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.Exporting;
using Txt2Image.Cli.Importing;
using Txt2Image.Cli.Loading;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;
using Txt2Image.Cli.Verifying;

namespace Txt2Image.Cli.Collections;

internal static class CollectionsCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var command = new ExampleCommand(
            "collections",
            "Lists the collections of the server, or does with one of them what a command says.",
            "txt2image collections",
            "txt2image collections --json | jq -r '.collections[].name'",
            "txt2image collections export holiday ./holiday-export",
            "txt2image collections import-qdrant --help")
        {
            json,
        };
        Command[] more =
        [
            CreateCommand.Create(environment, server),
            DescribeCommand.Create(environment, server),
            AliasCommands.CreateAlias(environment, server),
            AliasCommands.CreateUnalias(environment, server),
            DeleteCommand.Create(environment, server),
            ExportCommand.Create(environment, server),
            LoadCommand.Create(environment, server),
            VerifyCommand.Create(environment, server),
            ImportCommand.Create(environment, server),
        ];
        foreach (var subcommand in more)
        {
            command.Subcommands.Add(subcommand);
        }

        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            var text = await client.GetTextAsync("collections", RetryPolicy.Interactive, cancel);
            var answer = client.Read<CollectionsAnswer>(text);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, text);
            }
            else
            {
                WriteTable(environment, answer.Collections ?? []);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteTable(CliEnvironment environment, IReadOnlyList<CollectionAnswer> collections)
    {
        if (collections.Count == 0)
        {
            environment.Error.WriteLine("There is no collection yet. Make one with: txt2image ingest PATH -c NAME");
            return;
        }

        var table = Tables.Create("collection", "images", "model", "dimension", "created");
        foreach (var c in collections)
        {
            var created = c.Created?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";
            table.AddPlainRow(c.Name, Counted.Number(c.Images), c.Model ?? "", c.Dimension.ToString(CultureInfo.InvariantCulture), created);
        }

        Tables.Write(environment, table);
    }
}
