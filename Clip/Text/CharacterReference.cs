namespace Txt2Image.Clip.Text;

/// <summary>Numbered character references (<c>&amp;#65;</c>, <c>&amp;#x41;</c>) and Windows-1252, by the rules of the HTML standard.</summary>
internal static class CharacterReference
{
    /// <summary>Windows-1252 at 0x80 to 0x9F; its five undefined bytes map to themselves.</summary>
    private const string Windows1252 =
        "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
        "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    /// <summary>The intended character of a C1 control that comes from reading Windows-1252 as Latin-1.</summary>
    public static char FromC1(char control) => Windows1252[control - 0x80];

    /// <summary>The byte of a character in Windows-1252, whose undefined bytes are the C1 controls of the same number; -1 if it has none.</summary>
    public static int ToWindows1252(char c) => c is < '\u0080' or (>= '\u00a0' and <= '\u00ff')
        ? c
        : Windows1252.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? 0x80 + at : c is < '\u00a0' ? c : -1;

    /// <summary>Reads <c>#65</c> or <c>#x41</c>, with or without a semicolon.</summary>
    /// <param name="text">The text after the ampersand.</param>
    /// <param name="value">The character; empty for a code that HTML forbids, U+FFFD for one outside Unicode.</param>
    /// <returns>How many UTF-16 units were read; 0 if this is not a number.</returns>
    public static int TryReadNumber(ReadOnlySpan<char> text, out string value)
    {
        value = string.Empty;
        if (text.Length < 2 || text[0] != '#')
        {
            return 0;
        }

        var hex = text[1] is 'x' or 'X';
        var start = hex ? 2 : 1;
        var at = start;
        var code = 0;
        for (; at < text.Length && (hex ? char.IsAsciiHexDigit(text[at]) : char.IsAsciiDigit(text[at])); at++)
        {
            var digit = char.IsAsciiDigit(text[at]) ? text[at] - '0' : (text[at] | 0x20) - 'a' + 10;
            code = Math.Min((code * (hex ? 16 : 10)) + digit, 0x110000);
        }

        if (at == start)
        {
            return 0;
        }

        value = FromCode(code);
        return at < text.Length && text[at] == ';' ? at + 1 : at;
    }

    private static string FromCode(int code) => code switch
    {
        0 or (>= 0xd800 and <= 0xdfff) or > 0x10ffff => "\ufffd",
        >= 0x80 and <= 0x9f => FromC1((char)code).ToString(),
        (>= 1 and <= 8) or 0xb or (>= 0xe and <= 0x1f) or 0x7f or (>= 0xfdd0 and <= 0xfdef) => string.Empty,
        _ when (code & 0xfffe) == 0xfffe => string.Empty,
        _ => char.ConvertFromUtf32(code),
    };
}
