using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Evaluating.Measuring;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Cache;

/// <summary><c>eval cache</c>: replays a log of questions, and reports what the server's caches answer.</summary>
internal static class CacheCommand
{
    private const int MostClients = 1000;

    private const string Notes =
        """
        A log has a question a line: a text, or a JSON object such as {"q": "a red bicycle", "k": 10, "t": 12.5}. k is the number of hits; t is when
        it was asked, in seconds from any moment that is the same for all lines. Questions go to the server once each, without retries. With a pace, a
        question counts from the time at which it is due, even if no client was free then. Nothing of a log is printed or kept, but whoever reads the
        log reads what people searched for: it is private data.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var collection = new Option<string>("--collection", "-c") { Description = "The collection to search", HelpName = "NAME", Required = true };
        var log = new Option<string>("--log") { Description = "The file with the questions", HelpName = "FILE", Required = true };
        var pace = new Option<string>("--pace")
        {
            Description = "recorded: at the times of the log; max: as fast as the clients can; 20/s: as many a second",
            HelpName = "recorded|max|N/s",
            DefaultValueFactory = _ => "max",
        };
        pace.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && Pace.Parse(given) is null)
            {
                result.AddError($"--pace must be recorded, max or a rate such as 20/s, not '{given}'.");
            }
        });
        var clients = new Option<int>("--clients")
        {
            Description = $"How many questions may be under way at once, 1 to {MostClients}",
            HelpName = "COUNT",
            DefaultValueFactory = _ => 8,
        };
        OptionRange.Limit(clients, 1, MostClients);
        var json = new JsonFile();
        var command = new ExampleCommand(
            "cache",
            "Replays a log of questions, and reports which of them the server's caches answer and how fast.",
            "txt2image eval cache -c holiday --log questions.txt",
            "txt2image eval cache -c holiday --log questions.jsonl --pace recorded --clients 64",
            "txt2image eval cache -c holiday --log questions.txt --pace 50/s --json cache.json")
        {
            collection, log, pace, clients, json.Option,
        };
        command.Notes = Notes;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var questions = await QuestionLog.ReadAsync(environment, parsed.GetValue(log)!, cancellationToken);
            var plan = Pace.Parse(parsed.GetValue(pace)!)!.Plan(questions);
            using var client = new Txt2ImageClient(server.Read(parsed) with { Retry = RetryPolicy.None });
            var found = await client.GetCollectionAsync(parsed.GetValue(collection)!, cancellationToken);
            var lanes = parsed.GetValue(clients);
            var figures = CacheFigures.Of(await new Replay(environment, client, found.Name).RunAsync(plan, lanes, cancellationToken));
            var report = new CacheReport(found.Name, lanes, figures);
            await json.WriteAsync(parsed, environment, report.ToJson, () => report.Write(environment));
            return figures.Errors.Count == 0 ? ExitCode.Success : ExitCode.SomeFailed;
        });
        return command;
    }
}
