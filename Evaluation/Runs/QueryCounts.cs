using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Runs;

/// <summary>Counts queries for <see cref="RunCounts"/>.</summary>
/// <param name="ks">The values of K, ascending.</param>
internal sealed class QueryCounts(int[] ks)
{
    private readonly int[] _fewer = new int[ks.Length];
    private readonly int[] _ties = new int[ks.Length];
    private int _queries;
    private int _evaluable;
    private int _without;
    private int _allMissing;
    private long _missing;

    public void Add(QueryResult query)
    {
        _queries++;
        _missing += query.Missing.Count;
        if (query.Ideal.Count == 0)
        {
            _without += query.Missing.Count == 0 ? 1 : 0;
            _allMissing += query.Missing.Count == 0 ? 0 : 1;
            return;
        }

        _evaluable++;
        for (var i = 0; i < ks.Length; i++)
        {
            _fewer[i] += query.Hits.Count < ks[i] ? 1 : 0;
            _ties[i] += query.Hits.Count > ks[i] && query.Hits[ks[i] - 1].Score.Equals(query.Hits[ks[i]].Score) ? 1 : 0;
        }
    }

    public RunCounts ToCounts() => new()
    {
        Queries = _queries,
        Evaluable = _evaluable,
        WithoutGroundTruth = _without,
        AllMissing = _allMissing,
        MissingItems = _missing,
        Places = [.. ks.Select((k, i) => new PlaceCounts(k, _fewer[i], _ties[i]))],
    };
}
