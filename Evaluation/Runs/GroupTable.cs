using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Runs;

/// <summary>Which rows of scores belong to which group. Groups after the first 100 share one.</summary>
internal sealed class GroupTable
{
    private const int Most = 100;
    private const string Others = "(other groups)";
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<int> _queries = [];
    private readonly List<int> _rows = [];
    private bool _named;

    /// <summary>The group of each query that can be evaluated.</summary>
    public IReadOnlyList<int> Rows => _rows;

    public void Add(QueryResult query)
    {
        _named |= query.Group is not null;
        var name = query.Group ?? "";
        name = _places.ContainsKey(name) || _places.Count < Most ? name : Others;
        if (!_places.TryGetValue(name, out var place))
        {
            place = _places[name] = _places.Count;
            _queries.Add(0);
        }

        _queries[place]++;
        if (query.Ideal.Count > 0)
        {
            _rows.Add(place);
        }
    }

    /// <summary>The groups by name, each with its rows; none if no query has a group.</summary>
    public IEnumerable<(string Name, int Queries, IReadOnlyList<int> Rows)> All()
    {
        var rows = _rows.Index().ToLookup(row => row.Item, row => row.Index);
        return _places.Where(_ => _named)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, _queries[group.Value], (IReadOnlyList<int>)[.. rows[group.Value]]));
    }
}
