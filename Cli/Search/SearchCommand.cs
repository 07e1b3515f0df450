using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Search;

internal static class SearchCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var text = new Argument<string>("text") { Description = "What the images should show, in quotes", HelpName = "TEXT" };
        var options = new SearchOptions();
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var command = new ExampleCommand(
            "search",
            "Finds the images that a text describes, best first.",
            "txt2image search \"a red bicycle beside a tree\"",
            "txt2image search \"two cats\" -k 25 -c holiday --min-score 0.2",
            "txt2image search \"a lighthouse at night\" --json | jq -r '.hits[] | [.score, .name] | @tsv'",
            "txt2image search -k 10 --offset 10 -- \"-40 degrees\"")
        {
            text,
            json,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var answer = await client.SearchAsync(options.Read(parsed, parsed.GetRequiredValue(text)), cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, answer.Json);
            }
            else
            {
                HitTable.Write(environment, client.Address, answer, firstRank: parsed.GetValue(options.Offset) + 1);
            }

            SearchNotes.Write(environment, answer, withCount: !parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }
}
