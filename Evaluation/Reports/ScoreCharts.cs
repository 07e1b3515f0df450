using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Reports;

/// <summary>How scores tell relevant hits from others.</summary>
internal static class ScoreCharts
{
    /// <summary>The distributions of the scores of relevant and of other hits, each with an area of 1.</summary>
    public static string Histogram(IReadOnlyList<ScoreBin> bins)
    {
        var (relevant, others) = (bins.Sum(bin => bin.Relevant), bins.Sum(bin => bin.Irrelevant));
        var (low, high) = (bins[0].Low, bins[^1].High);
        var top = bins.Max(bin => Math.Max(Share(bin.Relevant, relevant), Share(bin.Irrelevant, others)));
        var plot = new Plot("scores", "Scores of relevant and of other hits", Words())
            .Across(Ticks.Between(0, top).Select(share => (share / top, $"{Markup.Plain(100 * share)}%")))
            .Below(ScoreTicks(low, high), "score");
        if (others > 0)
        {
            plot.Path("other", Steps(bin => Share(bin.Irrelevant, others)), closed: true);
        }

        if (relevant > 0)
        {
            plot.Path("good", Steps(bin => Share(bin.Relevant, relevant)), closed: true);
        }

        return plot.ToString();

        static double Share(long count, long all) => all == 0 ? 0 : (double)count / all;

        double At(double score) => (score - low) / (high - low);

        IEnumerable<(double X, double Y)> Steps(Func<ScoreBin, double> share) =>
            [(0, 0), .. bins.SelectMany(bin => new[] { (At(bin.Low), share(bin) / top), (At(bin.High), share(bin) / top) }), (1, 0)];

        string Words()
        {
            var good = bins.MaxBy(bin => bin.Relevant)!;
            var other = bins.MaxBy(bin => bin.Irrelevant)!;
            return $"Most relevant hits score from {Markup.Score(good.Low)} to {Markup.Score(good.High)}, "
                + $"most others from {Markup.Score(other.Low)} to {Markup.Score(other.High)}.";
        }
    }

    /// <summary>Precision and what is kept of the relevant hits, by the lowest score that is kept.</summary>
    public static string Cutoffs(IReadOnlyList<Cutoff> cutoffs)
    {
        var (low, high) = (cutoffs[0].Score, cutoffs[^1].Score);
        var words = cutoffs.Select(cutoff =>
            $"from {Markup.Score(cutoff.Score)}, {Markup.Value(cutoff.Precision)} and {Markup.Value(cutoff.Kept)}");
        var description = $"The share of kept hits that are relevant, and the share of relevant hits kept: {string.Join("; ", words)}.";
        return new Plot("cutoffs", "What a minimum score keeps", description)
            .Across(Ticks.Shares)
            .Below(ScoreTicks(low, high), "lowest score that is kept")
            .Path("good-line", cutoffs.Select(cutoff => (At(cutoff.Score), cutoff.Precision)))
            .Path("other-line", cutoffs.Where(cutoff => !double.IsNaN(cutoff.Kept)).Select(cutoff => (At(cutoff.Score), cutoff.Kept)))
            .ToString();

        double At(double score) => (score - low) / (high - low);
    }

    private static IEnumerable<(double Share, string Label)> ScoreTicks(double low, double high) =>
        Ticks.Between(low, high).Select(score => ((score - low) / (high - low), Markup.Plain(score)));
}
