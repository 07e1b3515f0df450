using System.Runtime.InteropServices;
using Txt2Image.Evaluation.Intervals;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Runs;

/// <summary>
/// Adds up a run, query by query. It keeps some 30 numbers of each query, the worst queries, and fixed tables: not the hits. Not safe for several
/// threads at once.
/// </summary>
public sealed class RunSummary
{
    private static readonly int[] CurveKs = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000];
    private readonly int[] _ks;
    private readonly int[] _curve;
    private readonly Scorer _scorer;
    private readonly Scorer _curveScorer;
    private readonly int _ndcg;
    private readonly int _seed;
    private readonly QueryCounts _counts;
    private readonly GroupTable _groups = new();
    private readonly ScoreTable _scores = new();
    private readonly WorstList _worst;

    /// <summary>For each query that can be evaluated: its measures, then recall at each K of the curve.</summary>
    private readonly List<float> _rows = [];

    /// <summary>Creates a summary of no queries.</summary>
    /// <param name="ks">The values of K, each 1 or more.</param>
    /// <param name="seed">What the random draws of the intervals start from.</param>
    /// <param name="worst">How many of the worst queries to keep: 0 or more.</param>
    /// <exception cref="ArgumentException">There is no K, or one is below 1.</exception>
    public RunSummary(IReadOnlyList<int> ks, int seed = 1, int worst = 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(worst);
        _scorer = new Scorer(ks);
        _ks = [.. ks.Distinct().Order()];
        _curve = [.. CurveKs.Where(k => k <= _ks[^1]).Union(_ks).Order()];
        _curveScorer = new Scorer(_curve);
        _ndcg = _scorer.Measures.Index().Single(measure => measure.Item == new MeasureAtK(Measure.Ndcg, _ks[^1])).Index;
        _seed = seed;
        _counts = new QueryCounts(_ks);
        _worst = new WorstList(worst);
    }

    private int Columns => _scorer.Measures.Count + _curve.Length;

    /// <summary>Adds a query.</summary>
    /// <returns>Its scores, as <see cref="Scorer.Score"/> returns them.</returns>
    /// <exception cref="ArgumentException">A score is not finite, or the query contradicts itself; see <see cref="Scorer.Score"/>.</exception>
    public double[] Add(QueryResult query)
    {
        if (query.Hits.FirstOrDefault(hit => !double.IsFinite(hit.Score)) is { } hit)
        {
            throw new ArgumentException($"The score of hit {hit.Id} of query {query.Number} is not a number.", nameof(query));
        }

        var scores = _scorer.Score(query);
        _counts.Add(query);
        _groups.Add(query);
        if (query.Ideal.Count > 0)
        {
            // Recall comes first in what a scorer returns.
            var curve = _curveScorer.Score(query).AsSpan(0, _curve.Length);
            _rows.AddRange(scores.Select(score => (float)score));
            _rows.AddRange(curve.ToArray().Select(recall => (float)recall));
            _scores.Add(query.Hits.Take(_ks[^1]));
            _worst.Add(query, scores[_ndcg]);
        }

        return scores;
    }

    /// <summary>Computes means, intervals and the rest of what was added so far.</summary>
    public RunFigures Figures()
    {
        var all = IntervalsOf(Enumerable.Range(0, _groups.Rows.Count));
        return new RunFigures
        {
            Measures = Named(all),
            Counts = _counts.ToCounts(),
            Groups =
            [
                .. _groups.All().Select(group => new GroupFigures(group.Name, group.Queries, group.Rows.Count, Named(IntervalsOf(group.Rows)))),
            ],
            RecallCurve = [.. _curve.Zip(all[_scorer.Measures.Count..], (k, recall) => new CurvePoint(k, recall))],
            Scores = _scores.ToFigures(),
            Worst = _worst.All,
        };
    }

    private IReadOnlyList<MeasureFigure> Named(Interval[] intervals) =>
        [.. _scorer.Measures.Zip(intervals, (measure, interval) => new MeasureFigure(measure, interval))];

    private Interval[] IntervalsOf(IEnumerable<int> rows)
    {
        List<double> values = [];
        foreach (var row in rows)
        {
            foreach (var value in CollectionsMarshal.AsSpan(_rows).Slice(row * Columns, Columns))
            {
                values.Add(value);
            }
        }

        return Bootstrap.OfColumns([.. values], Columns, _seed);
    }
}
