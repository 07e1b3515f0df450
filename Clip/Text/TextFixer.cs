using System.Text;
using System.Text.RegularExpressions;

namespace Txt2Image.Clip.Text;

/// <summary>
/// What <c>ftfy.fix_text</c> does, line by line, until nothing changes: unescapes entities (unless a <c>&lt;</c> was seen, since the text may be
/// HTML), repairs text that was decoded wrongly, reads C1 controls as Windows-1252, splits Latin ligatures, folds full-width forms, straightens curly
/// quotes, drops terminal escapes and control characters, and applies NFC.
/// </summary>
internal static partial class TextFixer
{
    public static string Fix(string text)
    {
        text = WellFormed.Of(text);
        var result = new StringBuilder(text.Length);
        var entities = true;
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) is var line and >= 0 ? line + 1 : text.Length;
            var segment = text[at..end];
            entities &= !segment.Contains('<', StringComparison.Ordinal);
            result.Append(FixLine(segment, entities));
            at = end;
        }

        return result.ToString();
    }

    private static string FixLine(string text, bool entities)
    {
        while (true)
        {
            var before = text;
            text = Mojibake.Repair(entities ? HtmlEntities.UnescapeClosed(text) : text);
            text = Replace(text);
            text = TerminalEscape().Replace(text, string.Empty);
            text = WellFormed.Normalize(WithoutControls(text), NormalizationForm.FormC);
            if (text == before)
            {
                return text;
            }
        }
    }

    private static string Replace(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var read = c is >= '\u0080' and <= '\u009f' ? CharacterReference.FromC1(c) : c;
            if (Ligature(read) is { } letters)
            {
                // U+0149 expands to an apostrophe and n; the apostrophe is straightened like other quotes.
                result.Append(letters.Replace('\u02bc', '\''));
            }
            else if (read is '\u3000' or (> '\uff00' and < '\ufff0'))
            {
                result.Append(read.ToString().Normalize(NormalizationForm.FormKC));
            }
            else
            {
                result.Append(Straight(read));
            }
        }

        return result.Replace("\r\n", "\n").Replace('\r', '\n').ToString();
    }

    private static char Straight(char c) => c switch
    {
        '\u02bc' or (>= '\u2018' and <= '\u201b') => '\'',
        >= '\u201c' and <= '\u201f' => '"',
        '\u0085' or '\u2028' or '\u2029' => '\n',
        _ => c,
    };

    private static string? Ligature(char c) => c switch
    {
        'Ĳ' => "IJ",
        'ĳ' => "ij",
        'ŉ' => "\u02bcn",
        'Ǳ' => "DZ",
        'ǲ' => "Dz",
        'ǳ' => "dz",
        'Ǆ' => "DŽ",
        'ǅ' => "Dž",
        'ǆ' => "dž",
        'Ǉ' => "LJ",
        'ǈ' => "Lj",
        'ǉ' => "lj",
        'Ǌ' => "NJ",
        'ǋ' => "Nj",
        'ǌ' => "nj",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' => "ſt",
        'ﬆ' => "st",
        _ => null,
    };

    private static string WithoutControls(string text)
    {
        static bool IsControl(char c) => c is <= '\u0008' or '\u000b' or (>= '\u000e' and <= '\u001f') or '\u007f'
            or (>= '\u206a' and <= '\u206f') or '\ufeff' or (>= '\ufff9' and <= '\ufffc');
        return text.Any(IsControl) ? string.Concat(text.Where(static c => !IsControl(c))) : text;
    }

    [GeneratedRegex(@"\x1b\[[\d;]*[a-zA-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TerminalEscape();
}
