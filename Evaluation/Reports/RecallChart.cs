using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Reports;

/// <summary>Recall over K, on a logarithmic axis, with the band of its intervals.</summary>
internal static class RecallChart
{
    private const int MostLabels = 6;
    private static readonly int[] Labels = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

    public static string Draw(IReadOnlyList<CurvePoint> curve, IReadOnlyList<int> ks)
    {
        var deepest = curve[^1].K;
        var labelled = ks.Distinct().Count() <= MostLabels ? ks : [curve[0].K, deepest];
        var words = string.Join(", ", curve.Select(point => $"{Markup.Value(point.Recall.Mean)} at {point.K}"));
        var plot = new Plot("recall", "Recall over K, with 95% intervals", $"The mean share of relevant items found within the first K: {words}.")
            .Across(Ticks.Shares)
            .Below(Labels.Where(k => k < deepest * .8).Append(deepest).Select(k => (ShareOf(k), $"{k}")), "K, the number of hits that are read")
            .Path(
                "band",
                [
                    .. curve.Select(point => (ShareOf(point.K), point.Recall.High)),
                    .. curve.Reverse().Select(point => (ShareOf(point.K), point.Recall.Low)),
                ],
                closed: true)
            .Path("curve", curve.Select(point => (ShareOf(point.K), point.Recall.Mean)));
        foreach (var point in curve)
        {
            plot.Dot(ShareOf(point.K), point.Recall.Mean, labelled.Contains(point.K) ? Markup.Value(point.Recall.Mean) : null);
        }

        return plot.ToString();

        double ShareOf(int k) => deepest == 1 ? .5 : Math.Log(k) / Math.Log(deepest);
    }
}
