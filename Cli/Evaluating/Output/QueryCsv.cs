using System.Globalization;
using System.Text;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Cli.Evaluating.Output;

/// <summary>A row of CSV (RFC 4180) for each query: its scores, and the best hit.</summary>
/// <param name="stream">Where it is written.</param>
/// <param name="measures">The measures.</param>
internal sealed class QueryCsv(Stream stream, IReadOnlyList<MeasureAtK> measures) : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly StreamWriter _writer = new(stream, Utf8, leaveOpen: true) { NewLine = "\r\n" };

    public void WriteHeadings()
    {
        var scores = measures.Select(static one => one.ToString());
        Write(["number", "query", "group", "relevant", "missing", "first_rank", .. scores, "hit", "hit_id", "score"]);
    }

    /// <summary>Writes a query. One that cannot be evaluated has no scores.</summary>
    public void Write(QueryResult query, IReadOnlyList<double> scores)
    {
        var first = query.Hits.Index().FirstOrDefault(static hit => hit.Item.Grade > 0, (Index: -1, Item: null!)).Index + 1;
        var best = query.Hits is [var hit, ..] ? hit : null;
        Write(
        [
            Whole(query.Number + 1), query.Query, query.Group ?? "", Whole(query.Ideal.Count), string.Join('|', query.Missing),
            first == 0 ? "" : Whole(first),
            .. scores.Select(static score => double.IsNaN(score) ? "" : score.ToString("R", CultureInfo.InvariantCulture)),
            best?.Name ?? "", best?.Id ?? "", best?.Score.ToString("R", CultureInfo.InvariantCulture) ?? "",
        ]);
    }

    public void Dispose() => _writer.Dispose();

    private void Write(IEnumerable<string> cells) => _writer.WriteLine(string.Join(',', cells.Select(Quoted)));

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
