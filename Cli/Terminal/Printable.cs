using System.Globalization;
using System.Text;

namespace Txt2Image.Cli.Terminal;

/// <summary>
/// Names and captions come from files and other people. Characters that control a terminal or change the text direction are shown as <c>\uXXXX</c>
/// instead of taking effect.
/// </summary>
internal static class Printable
{
    public static string Of(string? text) => Escape(text ?? "", keepLayout: false);

    /// <summary>The same for a JSON document, where such a character can only be in a string, and means the same when escaped.</summary>
    public static string OfJson(string json) => Escape(json, keepLayout: true);

    /// <summary>Whether a character controls a terminal or the direction of text.</summary>
    public static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Escape(string text, bool keepLayout)
    {
        var result = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        var at = 0;
        while (at < text.Length)
        {
            var whole = Rune.TryGetRuneAt(text, at, out var rune);
            var length = whole ? rune.Utf16SequenceLength : 1;
            if (whole && (!IsUnsafe(rune) || keepLayout && rune.Value is '\n' or '\r'))
            {
                result.Append(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                foreach (var unit in text.AsSpan(at, length))
                {
                    result.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
                }
            }

            at += length;
        }

        return result.ToString();
    }
}
