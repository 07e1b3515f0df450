using System.Globalization;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Cli.Evaluating.Output;

/// <summary>
/// How often at least one relevant item is among the first K. For images with several captions, published figures of recall from image to text are
/// this share, and not the mean share of the captions that were found.
/// </summary>
/// <param name="ks">The values of K.</param>
internal sealed class FoundAny(IReadOnlyList<int> ks)
{
    private readonly int[] _first = [.. ks.Select(k => new Scorer(ks).Measures.ToList().IndexOf(new MeasureAtK(Measure.ReciprocalRank, k)))];
    private readonly long[] _found = new long[ks.Count];
    private long _queries;

    /// <summary>Adds a query that can be evaluated.</summary>
    /// <param name="scores">As <see cref="Scorer.Score"/> returns them: a reciprocal rank above 0 means that one was found.</param>
    public void Add(IReadOnlyList<double> scores)
    {
        if (double.IsNaN(scores[0]))
        {
            return;
        }

        _queries++;
        for (var i = 0; i < _first.Length; i++)
        {
            _found[i] += scores[_first[i]] > 0 ? 1 : 0;
        }
    }

    /// <summary>"0.4120 at K = 1, 0.6700 at K = 5".</summary>
    public override string ToString() => string.Join(
        ", ", ks.Index().Select(k => string.Create(CultureInfo.InvariantCulture, $"{(double)_found[k.Index] / _queries:0.0000} at K = {k.Item}")));
}
