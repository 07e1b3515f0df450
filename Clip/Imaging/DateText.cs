using System.Globalization;
using System.Text.RegularExpressions;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Reads a date in the spellings that cameras, scanners and programs write: EXIF's <c>2024:02:21 10:14:22</c>, ISO 8601 in its long and short form,
/// and mixtures of both.
/// </summary>
internal static partial class DateText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
    private const string OffsetForm = @"\s*(?<offset>[Zz]|UTC|GMT|[+-]\d\d(:?\d\d)?)?";

    /// <summary>The longest text that can be a date.</summary>
    public const int MostText = 64;

    /// <summary>The keywords of PNG texts that say when the picture was made: PNG's own, and those of ImageMagick.</summary>
    public static readonly string[] PngKeywords = ["Creation Time", "exif:DateTimeOriginal", "exif:DateTimeDigitized", "exif:DateTime"];

    private static readonly TimeSpan LargestOffset = TimeSpan.FromHours(14);

    /// <summary>The time in UTC, or null if the text is no date. What is missing of a date is its beginning, such as midnight.</summary>
    /// <param name="text">The date, perhaps with its offset from UTC.</param>
    /// <param name="offset">The offset, if the text has none; a time without any is taken as UTC.</param>
    public static DateTime? Read(string text, string offset = "")
    {
        text = text.Trim(' ', '\0', '\t', '\r', '\n');
        var match = Long().Match(text);
        match = match.Success ? match : Short().Match(text);
        return match.Success && Build(match) is { } local ? Shift(local, OffsetOf(match.Groups["offset"].Value) ?? OffsetOf(offset.Trim())) : null;
    }

    /// <summary>The time in UTC of a date as in an e-mail (RFC 1123 and 2822), which PNG recommends; null if the text is none.</summary>
    public static DateTime? ReadMail(string text) =>
        DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date.UtcDateTime : null;

    [GeneratedRegex(
        @"^(?<year>\d{4})([-:/.]\s*(?<month>\d{1,2})([-:/.]\s*(?<day>\d{1,2})([Tt\s_,]\s*(?<hour>\d{1,2})[:.]\s*(?<minute>\d{1,2})([:.]\s*"
            + @"(?<second>\d{1,2})([.,]\d*)?)?\s*(?<half>[AaPp][Mm])?" + OffsetForm + ")?)?)?$",
        Options)]
    private static partial Regex Long();

    [GeneratedRegex(
        @"^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)([Tt\s_]?(?<hour>\d\d)(?<minute>\d\d)((?<second>\d\d)([.,]\d*)?)?" + OffsetForm + ")?$", Options)]
    private static partial Regex Short();

    /// <summary>Hour 24 is the next day's midnight, and second 60 the next minute. A month or day 0 is unknown.</summary>
    private static DateTime? Build(Match match)
    {
        int Number(string group, int absent) =>
            match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : absent;
        var (year, month, day) = (Number("year", 0), Math.Max(Number("month", 1), 1), Math.Max(Number("day", 1), 1));
        var (hour, minute, second) = (Number("hour", 0), Number("minute", 0), Number("second", 0));
        if (match.Groups["half"] is { Success: true } half)
        {
            hour = (hour % 12) + (half.ValueSpan[0] is 'P' or 'p' ? 12 : 0);
        }

        var isDate = year is > 1 and < 9999 && month <= 12 && day <= DateTime.DaysInMonth(year, month);
        var isTime = minute < 60 && second <= 60 && (hour < 24 || (hour == 24 && minute == 0 && second == 0));
        return isDate && isTime
            ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).AddHours(hour).AddMinutes(minute).AddSeconds(second)
            : null;
    }

    private static DateTime Shift(DateTime local, TimeSpan? offset) => local - (offset ?? TimeSpan.Zero);

    /// <summary>Local time minus UTC, or null if there is none that is possible.</summary>
    private static TimeSpan? OffsetOf(string text)
    {
        if (text.Length > 0 && char.IsAsciiLetter(text[0]))
        {
            return TimeSpan.Zero;
        }

        var digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..].Replace(":", "", StringComparison.Ordinal) : "";
        var isOffset = TimeSpan.TryParseExact(digits, ["hhmm", "hh"], CultureInfo.InvariantCulture, out var offset) && offset <= LargestOffset;
        return isOffset ? (text[0] == '-' ? -offset : offset) : null;
    }
}
