using System.Globalization;
using Txt2Image.Evaluation.Intervals;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Comparing;

/// <summary>Says what a comparison shows.</summary>
internal static class Verdicts
{
    private const double Significant = .05;

    /// <summary>With fewer queries, bootstrap intervals are too narrow.</summary>
    private const int Few = 20;

    /// <summary>The result as a sentence, in points.</summary>
    /// <param name="measure">What was compared.</param>
    /// <param name="pairs">Over how many queries.</param>
    /// <param name="difference">B - A.</param>
    /// <param name="p">The p value.</param>
    /// <param name="same">Whether every query has the same value in both runs.</param>
    public static string Of(MeasureAtK measure, int pairs, Interval difference, double p, bool same)
    {
        var shown = p < Significant && (difference.Low > 0 || difference.High < 0);
        var (low, high) = difference.Mean < 0 ? (-difference.High, -difference.Low) : (difference.Low, difference.High);
        var (better, worse) = difference.Mean < 0 ? ("A", "B") : ("B", "A");
        var by = Points(Math.Abs(difference.Mean));
        var verdict = (same, shown) switch
        {
            (true, _) => $"No difference shown: {measure} is the same in both runs for every query.",
            (_, true) => $"{better} is better by {by} points, 95% interval {Points(low)} to {Points(high)}.",
            _ => $"No difference shown: {better} is {by} points above {worse}, 95% interval {Points(low)} to {Points(high)}, p = {Rounded(p)}.",
        };
        return pairs < Few ? $"{verdict} Only {pairs} queries were compared: the interval is not reliable." : verdict;
    }

    private static string Points(double share) => (Math.Round(100 * share, 1) + 0.0).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Rounded(double p) => p.ToString("0.###", CultureInfo.InvariantCulture);
}
