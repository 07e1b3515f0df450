using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Txt2Image.Cli.Tables;

/// <summary>The values of cells that are written as text.</summary>
internal static class CellText
{
    /// <summary>ISO 8601 with T or a space, and the form of EXIF.</summary>
    private static readonly string[] Dates =
    [
        "yyyy-MM-dd", "yyyy/MM/dd",
        "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy:MM:dd HH:mm:ss",
    ];

    private static readonly int Shortest = Dates[0].Length;
    private const int Longest = 40;

    /// <summary>The value of a cell of CSV: a number, true or false where JSON reads one, otherwise a text.</summary>
    public static JsonValue Typed(string text)
    {
        // A parse that fails costs an exception.
        if (text[0] is not ('-' or 't' or 'f' or >= '0' and <= '9'))
        {
            return JsonValue.Create(text);
        }

        try
        {
            return JsonNode.Parse(text) is JsonValue value && value.GetValueKind() switch
            {
                JsonValueKind.True or JsonValueKind.False => true,
                JsonValueKind.Number => double.IsFinite(value.GetValue<double>()),
                _ => false,
            }
                ? value
                : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    /// <summary>
    /// A date, or a date and a time, as seconds since 1970 UTC, the unit of the field <c>taken</c>; without an offset it is UTC. Null if the text is
    /// not a date.
    /// </summary>
    public static JsonValue? Date(string text)
    {
        if (text.Length < Shortest || text.Length > Longest || !char.IsAsciiDigit(text[0])
            || !DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return null;
        }

        return Seconds(date);
    }

    /// <summary>A time as seconds since 1970 UTC.</summary>
    public static JsonValue Seconds(DateTimeOffset date)
    {
        var seconds = (date - DateTimeOffset.UnixEpoch).TotalSeconds;
        return double.IsInteger(seconds) ? JsonValue.Create((long)seconds) : JsonValue.Create(seconds);
    }
}
