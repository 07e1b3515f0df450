using System.Globalization;
using System.Text;

namespace Txt2Image.Clip.Text;

/// <summary>
/// Unicode's full lower case, like Python's <c>str.lower</c>: the simple mapping and the two language-independent entries of SpecialCasing.txt, the
/// dotted capital I and the final sigma.
/// </summary>
internal static class LowerCase
{
    public static string Of(string text) => Of(text, wordEnds: true);

    /// <summary>Each code point by itself, so that a sigma at the end of a word is like any other: as Rust's tokenizers do it.</summary>
    public static string OfEach(string text) => Of(text, wordEnds: false);

    private static string Of(string text, bool wordEnds)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var runes = text.EnumerateRunes().ToArray();
        var result = new StringBuilder(text.Length + 4);
        for (var i = 0; i < runes.Length; i++)
        {
            _ = runes[i].Value switch
            {
                0x130 => result.Append("i\u0307"),
                0x3a3 => result.Append(wordEnds && EndsWord(runes, i) ? 'ς' : 'σ'),
                _ => result.Append(Rune.ToLowerInvariant(runes[i])),
            };
        }

        return result.ToString();
    }

    /// <summary>A cased letter precedes and none follows, skipping case-ignorable characters (Unicode, table 3-17, Final_Sigma).</summary>
    private static bool EndsWord(Rune[] runes, int at)
    {
        var before = at - 1;
        while (before >= 0 && IsIgnorable(runes[before]))
        {
            before--;
        }

        var after = at + 1;
        while (after < runes.Length && IsIgnorable(runes[after]))
        {
            after++;
        }

        return before >= 0 && IsCased(runes[before]) && !(after < runes.Length && IsCased(runes[after]));
    }

    private static bool IsIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || rune.Value is '\'' or '.' or ':' or 0xb7 or 0x387 or 0x55f or 0x5f4 or 0x2018 or 0x2019 or 0x2024 or 0x2027
            or 0xfe13 or 0xfe52 or 0xfe55 or 0xff07 or 0xff0e or 0xff1a;

    private static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || rune.Value is 0xaa or 0xba or (>= 0x2160 and <= 0x217f) or (>= 0x24b6 and <= 0x24e9)
            or (>= 0x1f130 and <= 0x1f149) or (>= 0x1f150 and <= 0x1f169) or (>= 0x1f170 and <= 0x1f189);
}
