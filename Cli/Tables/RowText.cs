using System.Text.Json;
using System.Text.Json.Nodes;

namespace Txt2Image.Cli.Tables;

/// <summary>The values of a row as texts.</summary>
internal static class RowText
{
    /// <summary>The text of a value: as it is in the file, if it is a number or true or false.</summary>
    public static string Of(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    /// <summary>The texts of a value, of a list or of the text of a list; without spaces around them, and without empty ones.</summary>
    public static IEnumerable<string> All(JsonNode value)
    {
        var list = value as JsonArray ?? (value is JsonValue ? ParseList(Of(value)) : null);
        var texts = list is not null ? list.OfType<JsonValue>().Select(Of) : value is JsonValue ? [Of(value)] : [];
        return texts.Select(text => text.Trim()).Where(text => text.Length > 0);
    }

    private static JsonArray? ParseList(string text)
    {
        if (!text.StartsWith("[\"", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text) as JsonArray;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
