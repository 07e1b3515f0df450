using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Reports;

/// <summary>The measures of each group of queries.</summary>
internal static class GroupSection
{
    public static string Write(RunFigures figures)
    {
        if (figures.Groups.Count == 0)
        {
            return "";
        }

        var (shallow, deep) = (figures.Measures.Min(figure => figure.Measure.K), figures.Measures.Max(figure => figure.Measure.K));
        MeasureAtK[] candidates = [new(Measure.Recall, shallow), new(Measure.Recall, deep), new(Measure.Ndcg, deep)];
        MeasureAtK[] shown = [.. candidates.Distinct()];
        var heads = shown.Select(measure => $"<th scope=\"col\">{measure}</th>");
        var rows = figures.Groups.Select(group =>
            Row(group, [.. shown.Select(measure => group.Measures.First(figure => figure.Measure == measure))]));
        return $"""
            <section class="long">
            <h2>Groups</h2>
            <div class="scroll" role="region" aria-label="Groups" tabindex="0"><table>
            <caption>Means with their 95% intervals. The bar shows the last column.</caption>
            <thead><tr><th scope="col">Group</th><th scope="col">Queries</th>
            {string.Concat(heads)}<th scope="col">{shown[^1]} from 0 to 1</th></tr></thead>
            <tbody>{string.Concat(rows)}</tbody>
            </table></div>
            </section>

            """;
    }

    private static string Row(GroupFigures group, MeasureFigure[] measures)
    {
        var (all, some) = (Markup.Count(group.Queries), Markup.Count(group.Evaluable));
        var queries = group.Evaluable == group.Queries ? all : $"{some} of {all}";
        var name = group.Name.Length == 0 ? "(no group)" : Markup.Isolated(group.Name);
        return $"<tr><th scope=\"row\">{name}</th><td>{queries}</td>{string.Concat(measures.Select(MeasureSection.Cell))}"
            + $"<td>{HeadSection.Bar(measures[^1].Interval)}</td></tr>";
    }
}
