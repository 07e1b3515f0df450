using System.Text;

namespace Txt2Image.Clip.Text;

/// <summary>
/// Cleans a text as CLIP's reference tokenizer does before it splits words: <c>ftfy.fix_text</c> (without repairing mojibake), HTML entities
/// unescaped twice, white space collapsed and trimmed, lower case. Equal cleaned texts have equal tokens. Clean a text only once: cleaning may
/// change it again (<c>&amp;amp;amp;lt;</c>).
/// </summary>
public static class TextCleaner
{
    /// <summary>The cleaner's name, part of cache keys: texts cleaned by different cleaners must not share a key.</summary>
    public const string Name = "clip";

    /// <summary>The longest accepted text, in UTF-16 units.</summary>
    public const int MaxCharacters = 1000;

    /// <summary>Cleans a text. Any UTF-16 is accepted: lone surrogates become U+FFFD.</summary>
    /// <exception cref="TextTooLongException">The text is longer than <see cref="MaxCharacters"/>.</exception>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MaxCharacters ? CleanAnyLength(text) : throw new TextTooLongException(text.Length, MaxCharacters);
    }

    internal static string CleanAnyLength(string text)
    {
        if (!IsPlain(text))
        {
            text = HtmlEntities.Unescape(HtmlEntities.Unescape(TextFixer.Fix(text)));
        }

        return LowerCase.Of(Collapse(text));
    }

    /// <summary>Printable ASCII without entities needs no repair.</summary>
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('&', StringComparison.Ordinal);

    private static string Collapse(string text)
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
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';
}
