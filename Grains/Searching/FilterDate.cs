using System.Globalization;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Dates in filters, in ISO 8601: <c>2024-05-31</c>, or with a time <c>2024-05-31T18:30:00+02:00</c>; without an offset it is UTC. They are converted
/// to seconds since 1970 UTC, the unit of the field <c>taken</c>.
/// </summary>
internal static class FilterDate
{
    private const string Day = "yyyy-MM-dd";
    private static readonly string[] Times = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>The time; for a day, its first moment. Null if the text is not a date.</summary>
    public static double? First(string text) =>
        Read(text, Day) ?? Times.Select(format => Read(text, format)).FirstOrDefault(time => time is not null);

    /// <summary>The time; for a day, its last millisecond, so that a range up to a day includes it.</summary>
    public static double? Last(string text) => Read(text, Day) is { } day ? day + TimeSpan.FromDays(1).TotalSeconds - 0.001 : First(text);

    private static double? Read(string text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)
            ? (read - DateTimeOffset.UnixEpoch).TotalSeconds
            : null;
}
