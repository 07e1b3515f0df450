using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Search;

internal static class SearchCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var options = new SearchOptions();
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var command = new ExampleCommand(
            "search",
            "Finds the images that match a text, an image or both, best first.",
            "txt2image search \"a red bicycle beside a tree\"",
            "txt2image search \"two cats\" -k 25 -c holiday --min-score 0.2",
            "txt2image search \"a lighthouse at night\" --json | jq -r '.hits[] | [.score, .name] | @tsv'",
            "txt2image search \"2 * golden retriever + pool - people\"",
            "txt2image search --image beach.jpg",
            "txt2image search sunset --filter \"year>=2020 and not tag:private\"",
            "txt2image search \"at night\" --like 0f8fad5b-d9cb-469f-a165-70867728950e",
            "txt2image search sunset --cutoff auto --collapse 0.95 --sort taken --facets tag,year",
            "txt2image search -k 10 --offset 10 -- \"-40 degrees\"")
        {
            json,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var answer = await client.SearchAsync(await options.ReadAsync(parsed, cancellationToken), cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, answer.Json);
            }
            else
            {
                HitTable.Write(environment, client.Address, answer, firstRank: answer.Offset + 1);
                FacetTable.Write(environment, answer);
            }

            SearchNotes.Write(environment, answer, withCount: !parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }
}
