using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Tests.Support;

/// <summary>Queries and runs for tests.</summary>
internal static class Rankings
{
    /// <summary>A query whose hits have these grades, from rank 1 on; what is relevant and not found is in <paramref name="notFound"/>.</summary>
    public static QueryResult Query(double[] grades, double[]? notFound = null, int number = 0, string? text = null) => new()
    {
        Number = number,
        Query = text ?? $"query {number}",
        Hits = [.. grades.Select((grade, i) => new RankedHit($"id-{i}", 1 - (i / 64.0), grade, $"picture {i}.jpg"))],
        Ideal = [.. grades.Where(grade => grade > 0), .. notFound ?? []],
    };

    public static RunHeader Header(params int[] ks) => new()
    {
        Product = "Txt2Image",
        ProductVersion = "1.2.3",
        Collection = "demo",
        Model = "tiny-clip",
        CollectionVersion = "abc",
        Images = 600,
        QueriesFile = "queries.jsonl",
        At = new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero),
        Ks = ks,
        Settings = new Dictionary<string, string> { ["exact"] = "true" },
    };

    public static double ValueOf(this Scorer scorer, QueryResult query, string measure) =>
        scorer.Score(query)[scorer.Measures.Index().Single(one => one.Item.ToString() == measure).Index];
}
