using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Terminal;
using Txt2Image.Evaluation.Comparing;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating.Compare;

/// <summary>Writes a comparison.</summary>
/// <param name="environment">The process.</param>
/// <param name="limit">How many queries of each kind of change are listed.</param>
internal sealed class ComparisonText(CliEnvironment environment, int limit)
{
    public void Write(RunHeader a, RunHeader b, ComparisonResult result)
    {
        var table = new TextTable("run", "collection", "model", result.Measure.ToString());
        table.Add("A", a.Collection, a.Model, Number(result.A));
        table.Add("B", b.Collection, b.Model, Number(result.B));
        table.Write(environment);
        Line(result.Verdict);
        Line($"{Amount.Of(result.Pairs, "pair")} of queries; found in B and not in A: {result.Gained.Count}, in A and not in B: {result.Lost.Count}");
        List("better in B", result.Gained);
        List("worse in B", result.Lost);
        foreach (var note in Notes(result))
        {
            environment.Error.WriteLine($"note: {note}");
        }
    }

    public void WriteJson(RunHeader a, RunHeader b, ComparisonResult result) =>
        JsonText.Write(environment.Out, JsonSerializer.SerializeToElement(ToJson(a, b, result)));

    private JsonObject ToJson(RunHeader a, RunHeader b, ComparisonResult result) => new()
    {
        ["measure"] = result.Measure.ToString(),
        ["a"] = Run(a, result.A),
        ["b"] = Run(b, result.B),
        ["difference"] = new JsonObject
        {
            ["mean"] = result.Difference.Mean, ["low"] = result.Difference.Low, ["high"] = result.Difference.High,
        },
        ["pValue"] = result.PValue,
        ["verdict"] = result.Verdict,
        ["pairs"] = result.Pairs,
        ["onlyInA"] = result.OnlyInA,
        ["onlyInB"] = result.OnlyInB,
        ["notEvaluable"] = result.NotEvaluable,
        ["otherTruth"] = result.OtherTruth,
        ["gained"] = Queries(result.Gained),
        ["lost"] = Queries(result.Lost),
    };

    private static JsonObject Run(RunHeader header, double mean) => new()
    {
        ["collection"] = header.Collection, ["model"] = header.Model, ["queriesFile"] = header.QueriesFile, ["at"] = header.At, ["mean"] = mean,
    };

    private JsonObject Queries(Changes changes) => new()
    {
        ["count"] = changes.Count, ["queries"] = new JsonArray([.. changes.Queries.Take(limit).Select(static query => JsonValue.Create(query))]),
    };

    private void List(string kind, Changes changes)
    {
        foreach (var query in changes.Queries.Take(limit))
        {
            Line($"{kind}: {query}");
        }

        if (changes.Count > limit && limit > 0)
        {
            Line($"{kind}: {Amount.Number(changes.Count - Math.Min(limit, changes.Queries.Count))} more");
        }
    }

    private static IEnumerable<string> Notes(ComparisonResult result)
    {
        if (result.OnlyInA + result.OnlyInB > 0)
        {
            yield return $"queries that only one run has are left out: {result.OnlyInA} of A, {result.OnlyInB} of B";
        }

        if (result.NotEvaluable > 0)
        {
            yield return $"{result.NotEvaluable} could not be evaluated in one of the runs, and are left out";
        }

        if (result.OtherTruth > 0)
        {
            yield return $"{result.OtherTruth} have another number of relevant images in B than in A";
        }
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private void Line(string text) => environment.Out.WriteLine(Printable.Of(text));
}
