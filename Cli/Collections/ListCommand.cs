using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections;

/// <summary><c>collections list</c>, and <c>collections</c> without a subcommand.</summary>
internal static class ListCommand
{
    public static Command Create(string name, CliEnvironment environment, ServerOptions server)
    {
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var command = new ExampleCommand(
            name,
            "Lists the server's collections. The subcommands work on one of them.",
            "txt2image collections",
            "txt2image collections --json | jq -r '.collections[].name'",
            "txt2image collections export holiday ./holiday-export",
            "txt2image collections import-qdrant --help")
        {
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var list = await client.ListCollectionsAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, list.Json);
            }
            else
            {
                WriteTable(environment, list.Collections ?? []);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteTable(CliEnvironment environment, IReadOnlyList<CollectionInfo> collections)
    {
        if (collections.Count == 0)
        {
            environment.Error.WriteLine("There is no collection yet. Create one with: txt2image ingest PATH -c NAME");
            return;
        }

        var table = new TextTable("collection", "images", "model", "dimension", "created");
        foreach (var c in collections)
        {
            var created = c.Created?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";
            table.Add(c.Name, TextCell.Number(c.Images), c.Model ?? "", c.Dimension.ToString(CultureInfo.InvariantCulture), created);
        }

        table.Write(environment);
    }
}
