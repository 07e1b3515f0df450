using System.Globalization;
using Txt2Image.Evaluation.Intervals;
using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;
using static System.FormattableString;

namespace Txt2Image.Evaluation.Reports;

/// <summary>What was evaluated, and the most important figures.</summary>
internal static class HeadSection
{
    public static string Write(RunHeader header, RunFigures figures)
    {
        var direction = header.Direction == Direction.ImageToText ? "images find texts" : "texts find images";
        var at = header.At.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        var counts = figures.Counts;
        var (shallow, deep) = (figures.Measures.Min(figure => figure.Measure.K), figures.Measures.Max(figure => figure.Measure.K));
        MeasureAtK[] shown = [new(Measure.Recall, shallow), new(Measure.Recall, deep), new(Measure.ReciprocalRank, deep), new(Measure.Ndcg, deep)];
        var cards = shown.Distinct().Select(measure => figures.Measures.First(figure => figure.Measure == measure)).Select(Card);
        return $"""
            <header>
            <h1>Retrieval of {Markup.Isolated(header.Collection)}</h1>
            <p class="lead">{Markup.Isolated(header.Model)} · {direction} · {Markup.Count(header.Images, "image", "images")} · {at} UTC</p>
            </header>
            <div class="cards">
            {string.Concat(cards)}
            <div class="card"><span>Queries evaluated</span><b>{Markup.Count(counts.Evaluable)}</b>
            <small>of {Markup.Count(counts.Queries)}</small></div>
            </div>

            """;
    }

    /// <summary>A drawing of an interval on a line from 0 to 1.</summary>
    public static string Bar(Interval interval) => double.IsNaN(interval.Mean) ? "" :
        "<svg viewBox=\"0 0 200 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" y=\"5\" width=\"200\" height=\"2\"/>"
        + Invariant($"<rect class=\"whisker\" x=\"{200 * interval.Low:0.#}\" y=\"1\" ")
        + Invariant($"width=\"{200 * (interval.High - interval.Low):0.#}\" height=\"10\"/>")
        + Invariant($"<rect class=\"dot\" x=\"{Math.Clamp((200 * interval.Mean) - 1.5, 0, 197):0.#}\" width=\"3\" height=\"12\"/></svg>");

    private static string Card(MeasureFigure figure) =>
        $"<div class=\"card\"><span>{MeasureSection.Name(figure.Measure.Measure)} at {figure.Measure.K}</span>"
        + $"<b>{Markup.Value(figure.Interval.Mean)}</b>{Bar(figure.Interval)}<small>{Markup.Range(figure.Interval)}</small></div>";
}
