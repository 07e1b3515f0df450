namespace Txt2Image.Evaluation.Metrics;

/// <summary>Computes every <see cref="Measure"/> of a query at several K, in one pass over its hits.</summary>
public sealed class Scorer
{
    private static readonly Measure[] All = Enum.GetValues<Measure>();
    private readonly int[] _ks;

    /// <summary>Creates a scorer.</summary>
    /// <param name="ks">The values of K: at least one, each 1 or more. Their order does not matter, and repeated ones count once.</param>
    /// <exception cref="ArgumentException">There is no K, or one is below 1.</exception>
    public Scorer(IReadOnlyList<int> ks)
    {
        if (ks.Count == 0 || ks.Any(k => k < 1))
        {
            throw new ArgumentException("At least one K is needed, and each must be 1 or more.", nameof(ks));
        }

        _ks = [.. ks.Distinct().Order()];
        Measures = [.. All.SelectMany(measure => _ks.Select(k => new MeasureAtK(measure, k)))];
    }

    /// <summary>What <see cref="Score"/> computes, in its order: by measure, then by K.</summary>
    public IReadOnlyList<MeasureAtK> Measures { get; }

    /// <summary>Scores a query.</summary>
    /// <returns>
    /// A value in [0, 1] for each of <see cref="Measures"/>; all NaN if the collection has no relevant item for the query.
    /// </returns>
    /// <exception cref="ArgumentException">The hits have more relevant items, or higher grades, than <see cref="QueryResult.Ideal"/>.</exception>
    public double[] Score(QueryResult query)
    {
        var scores = new double[Measures.Count];
        if (query.Ideal.Count == 0)
        {
            Array.Fill(scores, double.NaN);
            return scores;
        }

        var found = new RankedSums();
        var ideal = new RankedSums();
        double[] best = [.. query.Ideal.OrderDescending()];
        for (var i = 0; i < _ks.Length; i++)
        {
            var k = _ks[i];
            found.Advance(Math.Min(k, query.Hits.Count), rank => query.Hits[rank].Grade);
            ideal.Advance(Math.Min(k, best.Length), rank => best[rank]);
            if (found.Relevant > best.Length || found.Gain > ideal.Gain * (1 + 1e-9))
            {
                throw new ArgumentException($"The hits of query {query.Number} have relevant items that its ideal list lacks.", nameof(query));
            }

            Put(Measure.Recall, i, (double)found.Relevant / best.Length);
            Put(Measure.Precision, i, (double)found.Relevant / k);
            Put(Measure.ReciprocalRank, i, found.First == 0 ? 0 : 1.0 / found.First);
            Put(Measure.Ndcg, i, Math.Min(1, found.Gain / ideal.Gain));
            Put(Measure.AveragePrecision, i, found.Precisions / Math.Min(best.Length, k));
        }

        return scores;

        void Put(Measure measure, int place, double value) => scores[((int)measure * _ks.Length) + place] = value;
    }
}
