using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Runs;

/// <summary>
/// Counts relevant and other hits by score, in a table of fixed size. Its bins are 0.001 wide, which suits cosines. A score outside the table doubles
/// their width: each two neighbours become one.
/// </summary>
internal sealed class ScoreTable
{
    private const int Half = 2048;
    private const int BinsAUnit = 1000;
    private const int MostBins = 40;
    private const int MostCutoffs = 20;
    private long[] _relevant = new long[2 * Half];
    private long[] _others = new long[2 * Half];

    /// <summary>How many times 0.001 a bin is wide: a power of two, so that dividing by it is exact.</summary>
    private double _scale = 1;

    public void Add(IEnumerable<RankedHit> hits)
    {
        foreach (var hit in hits)
        {
            var bin = Math.Floor(hit.Score * BinsAUnit / _scale);
            for (; bin is < -Half or >= Half; bin = Math.Floor(hit.Score * BinsAUnit / _scale))
            {
                _relevant = Halved(_relevant);
                _others = Halved(_others);
                _scale *= 2;
            }

            (hit.Grade > 0 ? _relevant : _others)[(int)bin + Half]++;
        }
    }

    public ScoreFigures ToFigures()
    {
        long[] either = [.. _relevant.Zip(_others, long.Max)];
        var first = Array.FindIndex(either, count => count > 0) - Half;
        var last = Array.FindLastIndex(either, count => count > 0) - Half;
        if (first < -Half)
        {
            return new ScoreFigures([], []);
        }

        var step = Steps().First(step => FloorTo(last, step) - FloorTo(first, step) < MostBins * step);
        List<ScoreBin> bins = [];
        for (var low = FloorTo(first, step); low <= last; low += step)
        {
            bins.Add(new ScoreBin(ScoreAt(low), ScoreAt(low + step), Sum(_relevant, low, step), Sum(_others, low, step)));
        }

        return new ScoreFigures(bins, Cutoffs(bins));
    }

    private double ScoreAt(int bin) => bin * _scale / BinsAUnit;

    private static List<Cutoff> Cutoffs(List<ScoreBin> bins)
    {
        var all = bins.Sum(bin => bin.Relevant);
        var every = (bins.Count + MostCutoffs - 1) / MostCutoffs;
        List<Cutoff> cutoffs = [];
        for (var i = 0; i < bins.Count; i += every)
        {
            var relevant = bins.Skip(i).Sum(bin => bin.Relevant);
            var hits = relevant + bins.Skip(i).Sum(bin => bin.Irrelevant);
            cutoffs.Add(new Cutoff(bins[i].Low, hits, (double)relevant / hits, all == 0 ? double.NaN : (double)relevant / all));
        }

        return cutoffs;
    }

    /// <summary>1, 2, 5, 10 and so on.</summary>
    private static IEnumerable<int> Steps()
    {
        for (var power = 1; ; power *= 10)
        {
            yield return power;
            yield return 2 * power;
            yield return 5 * power;
        }
    }

    private static int FloorTo(int bin, int step) => (int)Math.Floor((double)bin / step) * step;

    private static long Sum(long[] table, int low, int step)
    {
        var sum = 0L;
        for (var bin = Math.Max(low, -Half); bin < Math.Min(low + step, Half); bin++)
        {
            sum += table[bin + Half];
        }

        return sum;
    }

    private static long[] Halved(long[] table)
    {
        var halved = new long[table.Length];
        for (var i = 0; i < table.Length; i++)
        {
            halved[((i - Half) >> 1) + Half] += table[i];
        }

        return halved;
    }
}
