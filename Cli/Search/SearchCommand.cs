using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

internal static class SearchCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var options = new SearchOptions();
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var open = new Option<bool>("--open") { Description = "Show the best image in the browser" };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Save the images in this folder, named by rank and name; it is created if it does not exist",
            HelpName = "DIR",
        };
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
            "txt2image search \"a red bicycle\" -k 20 --output ./bicycles",
            "txt2image search --batch queries.txt -k 3 --json",
            "txt2image search sunset --cutoff auto --collapse 0.95 --sort taken --facets tag,year",
            "txt2image search -k 10 --offset 10 -- \"-40 degrees\"")
        {
            json, open, output,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var request = await options.ReadAsync(parsed, cancellationToken);
            if (options.BatchFile(parsed) is { } file)
            {
                return await BatchRun.RunAsync(environment, client, file, request, parsed.GetValue(json), cancellationToken);
            }

            var answer = await client.SearchAsync(request, cancellationToken);
            var firstRank = answer.Offset + 1;
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, answer.Json);
            }
            else
            {
                HitTable.Write(environment, client.Address, answer, firstRank);
                FacetTable.Write(environment, answer);
            }

            SearchNotes.Write(environment, answer, withCount: !parsed.GetValue(json));
            if (parsed.GetValue(open))
            {
                ShowBest(environment, client.Address, answer);
            }

            var failed = parsed.GetValue(output) is { } folder
                ? await HitFiles.SaveAsync(environment, client, answer, firstRank, environment.FullPath(folder)!, cancellationToken)
                : 0;
            return failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
        });
        return command;
    }

    private static void ShowBest(CliEnvironment environment, Uri server, SearchAnswer answer)
    {
        if (answer.Hits is [var best, ..])
        {
            var address = ServerAddress.Absolute(server, best.ImageUrl);
            if (!environment.Show(address))
            {
                environment.Error.WriteLine($"note: no browser could be started; the best image is at {address.AbsoluteUri}");
            }
        }
    }
}
