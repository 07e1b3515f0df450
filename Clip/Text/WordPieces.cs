using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Txt2Image.Clip.Text;

/// <summary>
/// BERT's WordPiece in lower case. The library's WordPiece is exact; its BertTokenizer is not (it drops symbols, and splits and normalises other
/// characters), so the normaliser and the word split of Hugging Face's fast tokenizer are here.
/// </summary>
internal sealed class WordPieces : TokenSource
{
    private readonly Dictionary<string, int> _ids;
    private readonly AddedTokens _added;
    private readonly WordPieceTokenizer _pieces;

    public WordPieces(TextSide side)
    {
        _ids = Vocabulary.ReadWords(side.Vocabulary);
        VocabularySize = _ids.Values.DefaultIfEmpty(-1).Max() + 1;
        _added = new(side.Added.Select(token => token with { Id = Vocabulary.Require(_ids, token.Content, side.Vocabulary) }));
        _ = Vocabulary.Require(_ids, "[UNK]", side.Vocabulary);
        _pieces = Create(side);
    }

    public override int VocabularySize { get; }

    public override int? Find(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    public override IEnumerable<string> WholeWords() => _ids
        .Where(static token => !token.Key.StartsWith("##", StringComparison.Ordinal))
        .OrderBy(static token => token.Value)
        .Select(static token => token.Key);

    public override IReadOnlyList<int> Encode(string cleaned, int most)
    {
        List<int> ids = [];
        foreach (var part in _added.Split(cleaned).TakeWhile(_ => ids.Count < most))
        {
            ids.AddRange(part.Token is { } token ? [token.Id] : _pieces.EncodeToIds(Normalized(part.Text)));
        }

        return ids;
    }

    /// <summary>
    /// Without control characters and accents, in lower case, and with spaces around ideographs. Unassigned code points stay: the fast tokenizer
    /// keeps them.
    /// </summary>
    private static string Normalized(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes().Where(static rune => rune.Value is '\t' or '\n' or '\r' || !IsDropped(rune)))
        {
            _ = IsIdeograph(rune.Value) ? result.Append(' ').Append(rune).Append(' ') : result.Append(Rune.IsWhiteSpace(rune) ? new(' ') : rune);
        }

        var decomposed = WellFormed.Normalize(result.ToString(), NormalizationForm.FormD);
        return LowerCase.OfEach(string.Concat(
            decomposed.EnumerateRunes().Where(static rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)));
    }

    private static bool IsDropped(Rune rune) => rune.Value == 0xfffd
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;

    private static bool IsIdeograph(int code) => code is (>= 0x4e00 and <= 0x9fff) or (>= 0x3400 and <= 0x4dbf) or (>= 0x20000 and <= 0x2a6df)
        or (>= 0x2a700 and <= 0x2b73f) or (>= 0x2b740 and <= 0x2b81f) or (>= 0x2b920 and <= 0x2ceaf) or (>= 0xf900 and <= 0xfaff)
        or (>= 0x2f800 and <= 0x2fa1f);

    private WordPieceTokenizer Create(TextSide side)
    {
        // A line for each id.
        using Stream lines = Vocabulary.IsTokenizer(side.Vocabulary)
            ? new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(_ids.OrderBy(static id => id.Value).Select(static id => id.Key + "\n"))))
            : File.OpenRead(side.Vocabulary);
        return WordPieceTokenizer.Create(lines, new() { PreTokenizer = new Split(), UnknownToken = "[UNK]", MaxInputCharsPerWord = 100 });
    }

    /// <summary>Words are what white space divides; each punctuation character is a word.</summary>
    private sealed class Split : PreTokenizer
    {
        public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
        {
            var begin = 0;
            for (int at = 0, length; at <= text.Length; at += length)
            {
                length = 1;
                var rune = at == text.Length ? new(' ') : Rune.GetRuneAt(text, at);
                length = rune.Utf16SequenceLength;
                var (space, punctuation) = (Rune.IsWhiteSpace(rune), IsPunctuation(rune));
                if (!space && !punctuation)
                {
                    continue;
                }

                if (at > begin)
                {
                    yield return (begin, at - begin);
                }

                if (punctuation)
                {
                    yield return (at, length);
                }

                begin = at + length;
            }
        }

        public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

        private static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune) || (rune.IsAscii && Rune.IsSymbol(rune));
    }
}
