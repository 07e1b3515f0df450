using System.Buffers;
using System.Text;

namespace Txt2Image.Clip.Text;

/// <summary>
/// Cleans a text as open_clip does before its tokenizers: <c>ftfy.fix_text</c>, HTML entities unescaped twice, then white space collapsed and
/// trimmed. Clean a text only once: cleaning may change it again (<c>&amp;amp;amp;lt;</c>).
/// </summary>
internal static class TextCleaner
{
    private static readonly SearchValues<char> Punctuation = SearchValues.Create("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    /// <summary>open_clip's "whitespace".</summary>
    public static string Collapsed(string text) => Collapse(Repair(text));

    /// <summary>open_clip's "lower", CLIP's own.</summary>
    public static string Lower(string text) => LowerCase.Of(Collapse(Repair(text)));

    /// <summary>open_clip's "canonicalize": also without ASCII punctuation.</summary>
    public static string Canonical(string text) =>
        Collapse(LowerCase.Of(WithoutPunctuation(Collapse(Repair(text)).Replace('_', ' '))));

    public static string WithoutPunctuation(string text) =>
        text.AsSpan().ContainsAny(Punctuation) ? string.Concat(text.Where(static c => !Punctuation.Contains(c))) : text;

    /// <summary>Makes each run of white space one space, and trims.</summary>
    public static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in text)
        {
            if (IsSpace(c))
            {
                space = true;
                continue;
            }

            if (space && result.Length > 0)
            {
                result.Append(' ');
            }

            space = false;
            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>Python's white space: .NET's plus the four separators U+001C to U+001F.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    private static string Repair(string text) => IsPlain(text) ? text : HtmlEntities.Unescape(HtmlEntities.Unescape(TextFixer.Fix(text)));

    /// <summary>Printable ASCII without entities needs no repair.</summary>
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('&', StringComparison.Ordinal);
}
