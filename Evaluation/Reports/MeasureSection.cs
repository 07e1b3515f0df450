using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Reports;

/// <summary>All measures with their intervals, and what is to know about the queries.</summary>
internal static class MeasureSection
{
    public static string Write(RunFigures figures)
    {
        List<int> ks = [.. figures.Measures.Select(figure => figure.Measure.K).Distinct()];
        var rows = figures.Measures.GroupBy(figure => figure.Measure.Measure).Select(measure =>
            $"<tr><th scope=\"row\">{Name(measure.Key)}</th>{string.Concat(measure.Select(Cell))}</tr>");
        return $"""
            <section>
            <h2>Measures</h2>
            <div class="scroll" role="region" aria-label="Measures" tabindex="0"><table>
            <caption>Means over the queries that can be evaluated, with their 95% intervals (bootstrap over queries).</caption>
            <thead><tr><th scope="col">Measure</th>{string.Concat(ks.Select(k => $"<th scope=\"col\">at {k}</th>"))}</tr></thead>
            <tbody>{string.Concat(rows)}</tbody>
            </table></div>
            <ul class="note">{string.Concat(Notes(figures.Counts).Select(note => $"<li>{note}</li>"))}</ul>
            </section>

            """;
    }

    public static string Name(Measure measure) => measure switch
    {
        Measure.ReciprocalRank => "MRR",
        Measure.Ndcg => "nDCG",
        Measure.AveragePrecision => "MAP",
        _ => measure.ToString(),
    };

    public static string Cell(MeasureFigure figure) =>
        $"<td>{Markup.Value(figure.Interval.Mean)}<small>{Markup.Range(figure.Interval)}</small></td>";

    private static IEnumerable<string> Notes(RunCounts counts)
    {
        if (counts.WithoutGroundTruth > 0)
        {
            yield return $"{Queries(counts.WithoutGroundTruth)} left out: the file names no relevant item.";
        }

        if (counts.AllMissing > 0)
        {
            yield return $"{Queries(counts.AllMissing)} left out: all relevant items are missing from the collection.";
        }

        if (counts.MissingItems > 0)
        {
            var missing = Markup.Count(counts.MissingItems, "relevant item is", "relevant items are");
            yield return $"{missing} missing from the collection, and not counted as relevant.";
        }

        foreach (var place in counts.Places.Where(place => place.FewerHits > 0))
        {
            yield return $"{Queries(place.FewerHits)} with fewer than {place.K} hits: the places that are left count as misses.";
        }

        foreach (var (k, _, ties) in counts.Places.Where(place => place.Ties > 0))
        {
            yield return $"{Queries(ties)} with a tie at place {k}: hits {k} and {k + 1} have the same score.";
        }

        yield return "Recall divides by all relevant items in the collection, even if they are more than K. Precision divides by K. "
            + "MAP divides by the smaller of both.";
    }

    private static string Queries(long count) => Markup.Count(count, "query", "queries");
}
