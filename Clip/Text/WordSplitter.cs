using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Txt2Image.Clip.Text;

/// <summary>
/// CLIP's word split, over code points: the special tokens, English contractions, runs of letters, single digits, runs of anything else except white
/// space. Equivalent to the reference pattern <c>special|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+</c>.
/// </summary>
/// <param name="special">The special tokens.</param>
/// <param name="ignoresCase">Whether the pattern ignores case, as in OpenAI's and open_clip's tokenizers; Hugging Face's does not.</param>
internal sealed class WordSplitter(IReadOnlyList<string> special, bool ignoresCase = true) : PreTokenizer
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = WordAt(text, at, out var isWord);
            if (isWord)
            {
                yield return (at, length);
            }

            at += length;
        }
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    private int WordAt(string text, int at, out bool isWord)
    {
        isWord = true;
        if (Fixed(text, at) is var known and > 0)
        {
            return known;
        }

        var kind = KindAt(text, at, out var length);
        isWord = kind != Kind.Space;
        if (kind is Kind.Digit or Kind.Space)
        {
            return length;
        }

        while (at + length < text.Length && KindAt(text, at + length, out var more) == kind)
        {
            length += more;
        }

        return length;
    }

    private int Fixed(string text, int at)
    {
        foreach (var word in text[at] == '\'' ? Contractions : special)
        {
            if (Matches(text.AsSpan(at), word))
            {
                return word.Length;
            }
        }

        return 0;
    }

    /// <summary>Ignores case by Unicode folding. In a lower-cased text, only the long s still folds to another letter.</summary>
    private bool Matches(ReadOnlySpan<char> text, string word)
    {
        if (text.Length < word.Length)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (text[i] != word[i] && !(ignoresCase && text[i] == 'ſ' && word[i] == 's'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The combining iota below (U+0345) separates words and belongs to none. When case is ignored it folds to a letter, so the pattern's last part
    /// excludes it, yet the other parts do not count it as a letter.
    /// </summary>
    private Kind KindAt(string text, int at, out int length)
    {
        _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length);
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Letter,
            _ when ignoresCase && rune.Value == 0x345 => Kind.Space,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Digit,
            _ => Rune.IsWhiteSpace(rune) ? Kind.Space : Kind.Other,
        };
    }

    private enum Kind
    {
        Letter,
        Digit,
        Space,
        Other,
    }
}
