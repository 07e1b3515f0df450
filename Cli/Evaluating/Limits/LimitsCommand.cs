using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Evaluating.Measuring;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.Limits;

/// <summary><c>eval limits</c>: what a model of the server cannot tell apart.</summary>
internal static class LimitsCommand
{
    private const string Notes =
        """
        A pair is two pictures that differ in one point (a count, whose colour is which, left and right, with and without …) and a caption for each.
        Pairwise accuracy is the share of captions whose own picture scores higher than the other: .5 by chance. Both right is the share of pairs
        with two such captions: .25 by chance. Intervals are bootstrap intervals of 95 %. After an example's captions is by how much its own picture
        leads; below 0 the other one does. The pictures are drawings, which this program has with it: 24 pairs of each category. They go into a
        temporary collection, which is deleted at the end, also after Ctrl-C.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var collection = new Option<string?>("--collection", "-c")
        {
            Description = "Try the model of this collection (default: the model of new collections)",
            HelpName = "NAME",
        };
        var examples = new Option<int>("--examples")
        {
            Description = "How many of the pairs that are told apart least to show of each category",
            HelpName = "COUNT",
            DefaultValueFactory = _ => 1,
        };
        OptionRange.Limit(examples, 0);
        var json = new JsonFile();
        var command = new ExampleCommand(
            "limits",
            "Measures what a model cannot tell apart: counts, whose colour is which, relations, negation, small things, sizes, text in pictures.",
            "txt2image eval limits",
            "txt2image eval limits -c holiday --examples 3",
            "txt2image eval limits --json limits.json")
        {
            collection, examples, json.Option,
        };
        command.Notes = Notes;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var model = parsed.GetValue(collection) is { } name ? (await client.GetCollectionAsync(name, cancellationToken)).Fingerprint : null;
            var (tried, scores) = await new LimitsRun(environment, client, LimitData.ReadPairs()).RunAsync(model, cancellationToken);
            var report = new LimitsReport(tried, CategoryResult.Of(scores), parsed.GetValue(examples));
            await json.WriteAsync(parsed, environment, report.ToJson, () => report.Write(environment));
            return ExitCode.Success;
        });
        return command;
    }
}
