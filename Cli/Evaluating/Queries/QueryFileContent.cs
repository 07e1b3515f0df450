namespace Txt2Image.Cli.Evaluating.Queries;

/// <summary>What a file of queries has, noted while it is read.</summary>
internal sealed class QueryFileContent
{
    private const int MostColumns = 20;
    private readonly HashSet<string> _columns = new(StringComparer.OrdinalIgnoreCase);

    public long Rows { get; set; }

    /// <summary>The values of its column <c>split</c>, with their numbers of rows.</summary>
    public SortedDictionary<string, long> Splits { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool HasText { get; set; }

    public bool HasImages { get; set; }

    /// <summary>Whether it has the column of the breakdown.</summary>
    public bool HasGroups { get; set; }

    /// <summary>Notes a column, for messages.</summary>
    public void AddColumn(string name)
    {
        if (_columns.Count <= MostColumns)
        {
            _columns.Add(name);
        }
    }

    public string ColumnNames() => _columns.Count == 0 ? "none" : string.Join(", ", _columns.Take(MostColumns));
}
