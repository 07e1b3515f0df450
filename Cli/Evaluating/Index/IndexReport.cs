using System.Globalization;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Evaluating.Measuring;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;
using Txt2Image.Evaluation.Intervals;

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary>The result as a table, and as JSON.</summary>
internal sealed class IndexReport
{
    private const double Wanted = .99;
    private const int Seed = 1;

    private readonly CollectionInfo _collection;
    private readonly int _queries;
    private readonly int _k;
    private readonly IReadOnlyList<(ScopeTally Scope, IReadOnlyList<Row> Rows)> _scopes;

    public IndexReport(CollectionInfo collection, int queries, int k, IReadOnlyList<ScopeTally> scopes)
    {
        (_collection, _queries, _k) = (collection, queries, k);
        _scopes = [.. scopes.Select(scope => (scope, (IReadOnlyList<Row>)[.. scope.Settings.Select(Row.Of)]))];
    }

    public void Write(CliEnvironment environment)
    {
        environment.Error.WriteLine(Printable.Of(
            $"{_collection.Name}: {Amount.Of(_collection.Images, "image")}, {(_queries == 1 ? "1 query" : $"{Amount.Number(_queries)} queries")}, "
            + $"recall@{_k} against exact search with its 95 % interval, milliseconds in the store"));
        var table = new TextTable("images that pass", "ef", $"recall@{_k}", "low", "high", "lowest", "p50 ms", "p99 ms");
        foreach (var (scope, rows) in _scopes)
        {
            foreach (var row in rows)
            {
                table.Add(
                    scope.Name,
                    row.Setting.Word,
                    Cell(row.Recall.Mean),
                    Cell(row.Recall.Low),
                    Cell(row.Recall.High),
                    Cell(row.Lowest),
                    row.Times.Text50,
                    row.Times.Text99);
            }
        }

        table.Write(environment);
        foreach (var (scope, rows) in _scopes)
        {
            environment.Out.WriteLine(Printable.Of($"{scope.Name}: {Conclusion(rows)}"));
        }

        if (_scopes.Sum(scope => scope.Rows.Sum(row => row.Cached)) is > 0 and var cached)
        {
            environment.Error.WriteLine($"note: {Amount.Of(cached, "answer")} came from a cache; their times are left out.");
        }
    }

    public JsonObject ToJson() => new()
    {
        ["collection"] = _collection.Name,
        ["images"] = _collection.Images,
        ["model"] = _collection.Model,
        ["version"] = _collection.Version,
        ["queries"] = _queries,
        ["k"] = _k,
        ["scopes"] = new JsonArray([.. _scopes.Select(scope => new JsonObject
        {
            ["filter"] = scope.Scope.Filter is { } filter ? JsonNode.Parse(filter.ToFilter().ToString()) : null,
            ["share"] = scope.Scope.Filter?.Share ?? 1,
            ["reaches99"] = Reaching(scope.Rows)?.Setting.Ef,
            ["settings"] = new JsonArray([.. scope.Rows.Select(row => row.ToJson())]),
        })]),
    };

    /// <summary>The row with the smallest ef whose mean recall is high enough.</summary>
    private static Row? Reaching(IReadOnlyList<Row> rows) =>
        rows.Where(row => row.Setting.Ef is not null && row.Recall.Mean >= Wanted).MinBy(row => row.Setting.Ef);

    private static string Conclusion(IReadOnlyList<Row> rows) =>
        rows[0].Recall is { Mean: double.NaN } ? "no image passes."
        : rows.All(row => row.Lowest == 1) ? "every search found the best hits: the collection is searched exactly, or its index loses nothing here."
        : Reaching(rows) is { } row ? $"ef {row.Setting.Word} is the smallest of these that reaches .99."
        : "none of these ef reaches .99.";

    private static TextCell Cell(double share) => double.IsNaN(share) ? "-" : share.ToString("0.0000", CultureInfo.InvariantCulture);

    private sealed record Row(SearchSetting Setting, Interval Recall, double Lowest, Percentiles Times, int Cached)
    {
        public static Row Of(SettingTally tally) => new(
            tally.Setting,
            Bootstrap.Of([.. tally.Recalls], Seed),
            tally.Recalls.Count == 0 ? double.NaN : tally.Recalls.Min(),
            Percentiles.Of(tally.Milliseconds),
            tally.Cached);

        public JsonObject ToJson() => new()
        {
            ["setting"] = Setting.Word,
            ["recall"] = new JsonObject { ["mean"] = Number(Recall.Mean), ["low"] = Number(Recall.Low), ["high"] = Number(Recall.High) },
            ["lowest"] = Number(Lowest),
            ["storeMilliseconds"] = Times.ToJson(),
            ["fromCache"] = Cached,
        };

        private static JsonNode? Number(double value) => double.IsNaN(value) ? null : value;
    }
}
