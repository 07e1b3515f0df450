using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.Importing;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections;

internal static class CollectionsCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var command = new ExampleCommand(
            "collections",
            "Lists the collections of the server.",
            "txt2image collections",
            "txt2image collections --json | jq -r '.collections[].name'",
            "txt2image collections import-qdrant --help")
        {
            json,
        };
        command.Subcommands.Add(ImportCommand.Create(environment, server));
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            var text = await client.GetTextAsync("collections", RetryPolicy.Interactive, cancel);
            var answer = client.Read<CollectionsAnswer>(text);
            if (parsed.GetValue(json))
                JsonText.Write(environment.Out, text);
            else
                WriteTable(environment, answer.Collections ?? []);
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
