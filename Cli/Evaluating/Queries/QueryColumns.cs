using System.Text.Json.Nodes;
using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Evaluating.Queries;

/// <summary>
/// Which columns of a row say what is searched for and what should be found: by names of queries' files, then by those that captions and images have
/// everywhere else.
/// </summary>
internal static class QueryColumns
{
    /// <summary>Names for messages.</summary>
    public const string TextNames = "query, q, text, caption";

    /// <summary>Names for messages.</summary>
    public const string ImageNames = "relevant, id, ids, name, names, file, image";

    private const int After = 16;

    /// <summary>Of a UUID with hyphens.</summary>
    private const int IdLength = 36;

    private static readonly string[] Queries = ["query", "q"];
    private static readonly string[] Relevant = ["relevant", "ids", "id", "names", "files"];
    private static readonly string[] Grades = ["grade", "relevance"];

    /// <summary>The column with the text: the first by the order of its names.</summary>
    public static (string Column, JsonNode Value)? Text(TableRow row) => First(row, static (column, _) => RankIn(Queries, column) switch
    {
        >= 0 and var rank => rank,
        _ => ColumnRoles.Of(column) is { Role: ColumnRole.Caption } caption ? After + caption.Rank : null,
    });

    /// <summary>The column with the relevant images. A column <c>id</c> counts only if it has ids of images: many number their rows in it.</summary>
    public static (string Column, JsonNode Value)? Images(TableRow row) => First(row, static (column, value) => RankIn(Relevant, column) switch
    {
        >= 0 and var rank => column.Equals("id", StringComparison.OrdinalIgnoreCase) && !HasId(value) ? null : rank,
        _ => ColumnRoles.Of(column) is { Role: ColumnRole.Image } image ? After + image.Rank : null,
    });

    /// <summary>The column with the grade of a row's images.</summary>
    public static (string Column, JsonNode Value)? Grade(TableRow row) =>
        First(row, static (column, _) => RankIn(Grades, column) is >= 0 and var rank ? rank : null);

    /// <summary>The column of this name.</summary>
    public static JsonNode? Find(TableRow row, string name) =>
        row.Values.FirstOrDefault(value => value.Key.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>
    /// Whether rows of the same text are one query. Captions are not: each is true of its own image, even if another image has the same, and
    /// published figures count each.
    /// </summary>
    public static bool IsJoined(string textColumn) =>
        RankIn(Queries, textColumn) >= 0 || textColumn.Equals("text", StringComparison.OrdinalIgnoreCase);

    private static bool HasId(JsonNode value)
    {
        var text = RowText.Of(value is JsonArray { Count: > 0 } list && list[0] is { } first ? first : value);
        return Guid.TryParse(text.AsSpan(0, Math.Min(text.Length, IdLength)), out _);
    }

    private static (string Column, JsonNode Value)? First(TableRow row, Func<string, JsonNode, int?> rank)
    {
        (string Column, JsonNode Value)? first = null;
        var lowest = int.MaxValue;
        foreach (var (name, value) in row.Values)
        {
            if (value is not null && rank(name.Trim(), value) is { } found && found < lowest)
            {
                (first, lowest) = ((name.Trim(), value), found);
            }
        }

        return first;
    }

    private static int RankIn(string[] names, string column) =>
        Array.FindIndex(names, name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
}
