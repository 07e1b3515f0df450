using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tables.Formats;

/// <summary>JSON objects, one for each row: on a line each, or in a list.</summary>
internal static class JsonTable
{
    /// <summary>JSON Lines; empty lines are no rows.</summary>
    /// <exception cref="UsageException">A line is not a JSON object.</exception>
    public static IEnumerable<TableRow> ReadLines(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                var place = TableFile.Place(path, number);
                yield return RowOf(ParseObject(line, place), place);
            }
        }
    }

    /// <summary>A list of objects.</summary>
    /// <exception cref="UsageException">It is not one.</exception>
    public static IEnumerable<TableRow> ReadList(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        var number = 0;
        foreach (var item in ParseList(text.ReadToEnd(), path))
        {
            var place = TableFile.Place(path, ++number, "item");
            yield return RowOf(item as JsonObject ?? throw new UsageException($"{place}: not a JSON object"), place);
        }
    }

    private static TableRow RowOf(JsonObject json, string place) => new(place, [.. json]);

    private static JsonObject ParseObject(string line, string place)
    {
        try
        {
            var json = JsonNode.Parse(line) as JsonObject;
            // Reading them all finds a name that occurs twice.
            return json?.Count >= 0
                ? json
                : throw new UsageException($"{place}: each line must be a JSON object, such as {{\"path\":\"a.jpg\",\"caption\":\"a cat\"}}");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new UsageException($"{place}: not valid JSON: {exception.Message}");
        }
    }

    private static JsonArray ParseList(string text, string path)
    {
        try
        {
            return JsonNode.Parse(text) as JsonArray ?? [];
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{Path.GetFileName(path)}: not valid JSON: {exception.Message}");
        }
    }
}
