using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tables;

/// <summary>What a table's columns became, for the summary: people see at once if a column was misunderstood.</summary>
/// <param name="table">The name of the table, for people.</param>
internal sealed class ColumnUses(string table)
{
    private static readonly string[] Order = [Image, Caption, Captions, Tags, Fields, Dates, JsonText, LeftOut];
    private readonly Dictionary<string, SortedSet<string>> _columns = new(StringComparer.Ordinal);

    public const string Image = "image";
    public const string Caption = "caption";

    /// <summary>Columns of which images have several captions.</summary>
    public const string Captions = "several captions";

    public const string Tags = "tags";
    public const string Fields = "fields";

    /// <summary>Fields with values that were written as dates, and are seconds since 1970.</summary>
    public const string Dates = "dates";

    /// <summary>Fields that are lists or objects, as the text of their JSON.</summary>
    public const string JsonText = "fields as JSON text";

    /// <summary>Columns with values that no field can have: nested lists, bytes, texts that are too long.</summary>
    public const string LeftOut = "left out, at least in some rows";

    public string Table { get; } = table;

    public long Rows { get; set; }

    /// <summary>The columns by what they became; a column can be in several.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Columns => _columns;

    public void Add(string use, string column)
    {
        if (!_columns.TryGetValue(use, out var columns))
        {
            _columns[use] = columns = new SortedSet<string>(StringComparer.Ordinal);
        }

        columns.Add(column);
    }

    /// <summary>Notes columns of one use under another one too.</summary>
    public void Merge(string use, string other)
    {
        foreach (var column in _columns.GetValueOrDefault(use) ?? [])
        {
            Add(other, column);
        }
    }

    /// <summary>"metadata.csv, 4 rows: image = file_name; caption = text; fields = label, year".</summary>
    public override string ToString()
    {
        var uses = Order.Where(_columns.ContainsKey).Select(use => $"{use} = {string.Join(", ", _columns[use])}");
        return $"{Table}, {Amount.Of(Rows, "row")}: {string.Join("; ", uses)}";
    }
}
