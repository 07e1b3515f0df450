using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Evaluation.Comparing;
using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating.Compare;

/// <summary><c>eval compare</c>: whether one run is better than another over the same queries. It needs no server.</summary>
internal static class CompareCommand
{
    private const string UsualMeasure = "R@1";
    private const int MostListed = 20;

    public static Command Create(CliEnvironment environment)
    {
        var a = new Argument<string>("a") { Description = "The run to compare with, as eval --json has written it", HelpName = "A.json" };
        var b = new Argument<string>("b") { Description = "The run to judge", HelpName = "B.json" };
        var measure = new Option<string>("--measure", "-m")
        {
            Description = "What to compare, such as R@10, P@5, MRR@10, nDCG@10 or MAP@10",
            HelpName = "MEASURE",
            DefaultValueFactory = static _ => UsualMeasure,
        };
        var json = new Option<bool>("--json") { Description = "Print the comparison as JSON" };
        var limit = new Option<int>("--limit")
        {
            Description = $"How many queries of each kind of change to list, 0 to {MostListed}",
            HelpName = "COUNT",
            DefaultValueFactory = static _ => 10,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "What the random draws start from",
            HelpName = "NUMBER",
            DefaultValueFactory = static _ => 1,
        };
        var common = new Option<bool>("--common") { Description = "Compare over the queries that both runs have, if they do not have the same" };
        var command = new ExampleCommand(
            "compare",
            "Says whether a run is better than another over the same queries, with a paired test, and which queries changed.",
            "txt2image eval compare before.json after.json",
            "txt2image eval compare before.json after.json --measure nDCG@10 --json")
        {
            a, b, measure, json, limit, seed, common,
        };
        OptionRange.Limit(limit, 0, MostListed);
        measure.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var given }] && MeasureAtK.Parse(given) is null)
            {
                result.AddError($"--measure must be R, P, MRR, nDCG or MAP with a K, such as {UsualMeasure}, not '{given}'.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var runA = await ReadAsync(environment, parsed.GetValue(a)!, cancellationToken);
            var runB = await ReadAsync(environment, parsed.GetValue(b)!, cancellationToken);
            var result = Compare(runA, runB, MeasureAtK.Parse(parsed.GetValue(measure)!)!, parsed.GetValue(seed), parsed.GetValue(common));
            var text = new ComparisonText(environment, parsed.GetValue(limit));
            if (parsed.GetValue(json))
            {
                text.WriteJson(runA.Header, runB.Header, result);
            }
            else
            {
                text.Write(runA.Header, runB.Header, result);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static ComparisonResult Compare(RunScores a, RunScores b, MeasureAtK measure, int seed, bool commonOnly)
    {
        try
        {
            return Comparison.Of(a, b, measure, seed, commonOnly);
        }
        catch (ComparisonException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private static async Task<RunScores> ReadAsync(CliEnvironment environment, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(environment.FullPath(path));
            return await RunScores.ReadAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RunFormatException)
        {
            throw new UsageException($"'{path}' cannot be read: {exception.Message}");
        }
    }
}
