using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Reports;

/// <summary>Recall over K, the distributions of scores, and what a minimum score would keep.</summary>
internal static class ScoreSections
{
    public static string Write(ReportInput input)
    {
        var figures = input.Figures;
        return figures.Counts.Evaluable == 0
            ? "<section><h2>Nothing to show</h2><p class=\"note\">No query has a relevant item in the collection.</p></section>\n"
            : Recall(input) + (figures.Scores.Bins.Count == 0 ? "" : Scores(figures.Scores) + Cutoffs(figures.Scores));
    }

    private static string Recall(ReportInput input) => $"""
        <section>
        <h2>Recall over K</h2>
        <p class="note">The mean share of the relevant items that are among the first K hits. The band is the 95% interval.</p>
        {RecallChart.Draw(input.Figures.RecallCurve, input.Header.Ks)}</section>

        """;

    private static string Scores(ScoreFigures scores) => $"""
        <section>
        <h2>Scores of relevant and of other hits</h2>
        <p class="note">How the scores of each kind are distributed, in percent of its own hits. The less the two overlap, the better a minimum score
        works.</p>
        {ScoreCharts.Histogram(scores.Bins)}<ul class="legend">
        <li>{Swatch("good")}relevant ({Markup.Count(scores.Bins.Sum(bin => bin.Relevant), "hit", "hits")})</li>
        <li>{Swatch("other")}not relevant ({Markup.Count(scores.Bins.Sum(bin => bin.Irrelevant), "hit", "hits")})</li>
        </ul>
        </section>

        """;

    private static string Cutoffs(ScoreFigures scores)
    {
        var half = (scores.Cutoffs.Count + 1) / 2;
        return $"""
            <section>
            <h2>What a minimum score keeps</h2>
            <p class="note">If only hits with at least a score were kept: the share of them that are relevant, and the share of the relevant hits
            that are kept. Hits that were not returned do not count.</p>
            {(scores.Cutoffs.Count < 2 ? "" : ScoreCharts.Cutoffs(scores.Cutoffs))}<ul class="legend">
            <li>{Line("good-line")}kept hits that are relevant</li>
            <li>{Line("other-line")}relevant hits that are kept</li>
            </ul>
            <div class="columns">{Table(scores.Cutoffs.Take(half))}{Table(scores.Cutoffs.Skip(half))}</div>
            </section>

            """;
    }

    private static string Table(IEnumerable<Cutoff> cutoffs)
    {
        var rows = string.Concat(cutoffs.Select(cutoff =>
            $"<tr><th scope=\"row\">{Markup.Score(cutoff.Score)}</th><td>{Markup.Count(cutoff.Hits)}</td><td>{Markup.Value(cutoff.Precision)}</td>"
            + $"<td>{Markup.Value(cutoff.Kept)}</td></tr>"));
        return rows.Length == 0 ? "" : "<table><thead><tr><th scope=\"col\">From score</th><th scope=\"col\">Hits</th><th scope=\"col\">Relevant</th>"
            + $"<th scope=\"col\">Kept</th></tr></thead><tbody>{rows}</tbody></table>";
    }

    private static string Swatch(string style) =>
        $"<svg viewBox=\"0 0 22 12\" aria-hidden=\"true\"><rect class=\"{style}\" x=\"1\" y=\"1\" width=\"20\" height=\"10\"/></svg>";

    private static string Line(string style) => $"<svg viewBox=\"0 0 22 12\" aria-hidden=\"true\"><path class=\"{style}\" d=\"M0 6H22\"/></svg>";
}
