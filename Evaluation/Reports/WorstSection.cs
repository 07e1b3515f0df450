using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Reports;

/// <summary>The worst queries, with what was wanted and what was found.</summary>
internal static class WorstSection
{
    public const int Most = 20;
    private const int Wanted = 3;
    private const int Found = 5;

    public static IEnumerable<WantedItem> WantedOf(QueryResult query) => query.Wanted.Take(Wanted);

    public static IEnumerable<RankedHit> FoundOf(QueryResult query) => query.Hits.Take(Found);

    public static IEnumerable<string> Write(ReportInput input)
    {
        if (input.Figures.Worst.Count == 0)
        {
            yield break;
        }

        var deepest = input.Figures.Measures.Max(figure => figure.Measure.K);
        yield return $"""
            <section class="long">
            <h2>The worst queries</h2>
            <p class="note">Those with the lowest nDCG at {deepest}. Of equal ones, those come first whose first hit has the highest score. A coloured
            frame marks what is relevant.</p>

            """;
        foreach (var worst in input.Figures.Worst.Take(Most))
        {
            yield return Article(input, worst);
        }

        yield return "</section>\n";
    }

    private static string Article(ReportInput input, WorstQuery worst)
    {
        var query = worst.Result;
        var texts = input.Header.Direction == Direction.ImageToText;
        var asked = texts && query.QueryId is { } id ? Row("Searched with", Pictures.Figure(input, id, query.Query, "", false)) : "";
        var wanted = string.Concat(WantedOf(query).Select(item => Picture(item.Id, item.Name, "", true)));
        var found = string.Concat(FoundOf(query).Select((hit, i) => Picture(hit.Id, hit.Name, Caption(hit, i + 1), hit.Grade > 0)));
        return $"""
            <article>
            <h3>{Markup.Isolated(query.Query)}</h3>
            <p class="note">{string.Join(" · ", Facts(worst))}</p>
            <div class="rows{(texts ? " texts" : "")}">{asked}{Row("Wanted", wanted)}{Row("Found", found)}</div>
            </article>

            """;

        string Picture(string item, string? name, string caption, bool relevant) =>
            texts ? Pictures.Box(name ?? item, caption, relevant) : Pictures.Figure(input, item, name ?? item, caption, relevant);
    }

    private static string Row(string title, string figures) =>
        figures.Length == 0 ? "" : $"<div class=\"row\"><h4>{title}</h4><div>{figures}</div></div>";

    private static string Caption(RankedHit hit, int rank) =>
        $"{rank}. {Markup.Value(hit.Score)}" + (hit.Grade is 0 or 1 ? "" : $", grade {Markup.Plain(hit.Grade)}");

    private static IEnumerable<string> Facts(WorstQuery worst)
    {
        var query = worst.Result;
        yield return $"query {Markup.Count(query.Number + 1L)}";
        if (query.Group is { } group)
        {
            yield return Markup.Isolated(group);
        }

        yield return $"nDCG {Markup.Value(worst.Ndcg)}";
        yield return worst.FirstRank == 0 ? "no relevant hit" : $"first relevant hit at {worst.FirstRank}";
        yield return $"{Markup.Count(query.Ideal.Count)} relevant in the collection";
        if (query.Missing.Count > 0)
        {
            yield return $"{Markup.Count(query.Missing.Count)} missing";
        }
    }
}
