using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Runs;

/// <summary>
/// The queries with the lowest nDCG. Of equally bad ones, those whose first hit has the highest score come first: the model was surest. A perfect
/// answer is never among them.
/// </summary>
/// <param name="most">How many to keep.</param>
internal sealed class WorstList(int most)
{
    private const int Hits = 5;
    private const int Wanted = 3;
    private readonly SortedList<(double Ndcg, double Confidence, int Place), WorstQuery> _worst = [];
    private int _added;

    public IReadOnlyList<WorstQuery> All => [.. _worst.Values];

    public void Add(QueryResult query, double ndcg)
    {
        var key = (ndcg, query.Hits.Count == 0 ? double.PositiveInfinity : -query.Hits[0].Score, _added++);
        if (ndcg >= 1 || most == 0 || (_worst.Count == most && key.CompareTo(_worst.GetKeyAtIndex(most - 1)) > 0))
        {
            return;
        }

        if (_worst.Count == most)
        {
            _worst.RemoveAt(most - 1);
        }

        var first = query.Hits.Index().Where(hit => hit.Item.Grade > 0).Select(hit => hit.Index + 1).FirstOrDefault();
        var shown = query with { Hits = [.. query.Hits.Take(Hits)], Wanted = [.. query.Wanted.Take(Wanted)] };
        _worst.Add(key, new WorstQuery(shown, ndcg, first));
    }
}
