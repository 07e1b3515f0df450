using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Txt2Image.Evaluation.Intervals;

namespace Txt2Image.Evaluation.Reports;

/// <summary>Texts and numbers as the page shows them. Nothing from outside gets into the page but through <see cref="Text"/>.</summary>
internal static class Markup
{
    private const int Longest = 300;
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A text, escaped for elements and quoted attributes, and cut after 300 characters.</summary>
    public static string Text(string text)
    {
        if (text.Length <= Longest)
        {
            return Encoder.Encode(text);
        }

        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return Encoder.Encode(text[..end]) + "…";
    }

    /// <summary>A text whose writing direction does not change what surrounds it.</summary>
    public static string Isolated(string text) => $"<bdi>{Text(text)}</bdi>";

    /// <summary>A value of a measure, or a dash.</summary>
    public static string Value(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>The ends of an interval, or nothing.</summary>
    public static string Range(Interval interval) => double.IsNaN(interval.Mean) ? "" : $"{Value(interval.Low)} – {Value(interval.High)}";

    /// <summary>A count with separators of thousands.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun.</summary>
    public static string Count(long count, string one, string several) => $"{Count(count)} {(count == 1 ? one : several)}";

    /// <summary>A score with two to four digits behind the point.</summary>
    public static string Score(double score) => score.ToString("0.00##", CultureInfo.InvariantCulture);

    /// <summary>A number with as many digits as it needs, at most four behind the point.</summary>
    public static string Plain(double number) => (number + 0.0).ToString("0.####", CultureInfo.InvariantCulture);
}
