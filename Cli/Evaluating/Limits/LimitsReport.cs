using System.Globalization;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;
using Txt2Image.Evaluation.Intervals;

namespace Txt2Image.Cli.Evaluating.Limits;

/// <summary>The result as a table with examples, and as JSON.</summary>
internal sealed class LimitsReport(CollectionInfo collection, IReadOnlyList<CategoryResult> categories, int examples)
{
    public void Write(CliEnvironment environment)
    {
        var table = new TextTable("category", "pairs", "pairwise", "low", "high", "both right", "low", "high");
        foreach (var category in categories)
        {
            table.Add(
                category.Name,
                category.Pairs.Count.ToString(CultureInfo.InvariantCulture),
                Cell(category.Pairwise.Mean),
                Cell(category.Pairwise.Low),
                Cell(category.Pairwise.High),
                Cell(category.Both.Mean),
                Cell(category.Both.Low),
                Cell(category.Both.High));
        }

        environment.Error.WriteLine(Printable.Of(
            $"What {collection.Model} tells apart (chance: pairwise .5, both right .25; low and high are 95 % intervals), and which pairs least:"));
        table.Write(environment);
        foreach (var category in categories)
        {
            foreach (var pair in category.Pairs.Take(examples))
            {
                environment.Out.WriteLine(Describe(pair));
            }
        }
    }

    public JsonObject ToJson() => new()
    {
        ["model"] = collection.Model,
        ["fingerprint"] = collection.Fingerprint,
        ["chance"] = new JsonObject { ["pairwise"] = .5, ["both"] = .25 },
        ["categories"] = new JsonArray([.. categories.Select(category => new JsonObject
        {
            ["category"] = category.Name,
            ["pairs"] = category.Pairs.Count,
            ["pairwise"] = Json(category.Pairwise),
            ["both"] = Json(category.Both),
            ["worstFirst"] = new JsonArray([.. category.Pairs.Select(Json)]),
        })]),
    };

    private static TextCell Cell(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Describe(PairScores scores)
    {
        var pair = scores.Pair;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{pair.Category}: \"{pair.A.Caption}\" {scores.AOfA - scores.BOfA:+0.000;-0.000;0.000}, "
            + $"\"{pair.B.Caption}\" {scores.BOfB - scores.AOfB:+0.000;-0.000;0.000} ({pair.A.File}, {pair.B.File})");
    }

    private static JsonObject Json(Interval interval) =>
        new() { ["mean"] = interval.Mean, ["low"] = interval.Low, ["high"] = interval.High };

    private static JsonNode Json(PairScores scores) => new JsonObject
    {
        ["a"] = Side(scores.Pair.A, scores.AOfA, scores.BOfA),
        ["b"] = Side(scores.Pair.B, scores.BOfB, scores.AOfB),
    };

    private static JsonObject Side(LimitSide side, double own, double other) =>
        new() { ["file"] = side.File, ["caption"] = side.Caption, ["ownScore"] = own, ["otherScore"] = other };
}
