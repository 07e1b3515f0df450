using Microsoft.ML.Tokenizers;

namespace Txt2Image.Clip.Text;

/// <summary>
/// SentencePiece, unigram or BPE. The library's models are exact, but it splits no special tokens as Hugging Face does, does not merge neighbouring
/// unknown pieces into one, and keeps the characters that the model's normaliser removes: these are done here.
/// </summary>
internal class SentencePieces : TokenSource
{
    /// <summary>XLM-RoBERTa's first ids. SentencePiece's own file has other ones, so its pieces move up by one.</summary>
    private static readonly string[] XlmRobertaFirst = ["<s>", "<pad>", "</s>", "<unk>"];

    private readonly AddedTokens _added;
    /// <summary>What SentencePiece writes before each word in place of a space.</summary>
    private const char WordBegin = '\u2581';

    private readonly SentencePieceTokenizer _pieces;
    private readonly HashSet<char> _removed;
    private readonly bool _isXlmRoberta;
    private readonly bool _moves;

    public SentencePieces(TextSide side)
    {
        (_pieces, _removed) = SentencePieceFile.Load(side.Vocabulary, side.Kind);
        _isXlmRoberta = side.Kind == TokenizerKind.XlmRoberta;
        _moves = _isXlmRoberta && !Vocabulary.IsTokenizer(side.Vocabulary);
        _added = new(side.Added.Select(token => token.Id >= 0 ? token : token with { Id = Find(token.Content) ?? throw new ModelException(
            $"{side.Vocabulary}: the special token \"{token.Content}\" is missing.") }));
        VocabularySize = _pieces.Vocabulary.Values.Max() + (_moves ? 3 : 1);
    }

    public override int VocabularySize { get; }

    public override IEnumerable<string> WholeWords() => _pieces.Vocabulary
        .Where(static piece => piece.Key.StartsWith(WordBegin))
        .OrderBy(static piece => piece.Value)
        .Select(static piece => piece.Key[1..]);

    public override int? Find(string token)
    {
        if (_isXlmRoberta && Array.IndexOf(XlmRobertaFirst, token) is var at and >= 0)
        {
            return at;
        }

        return _pieces.Vocabulary.TryGetValue(token, out var id) ? Id(id) : null;
    }

    public sealed override IReadOnlyList<int> Encode(string cleaned, int most)
    {
        List<int> ids = [];
        foreach (var (index, part) in _added.Split(cleaned).Index().TakeWhile(_ => ids.Count < most))
        {
            ids.AddRange(part.Token is { } token ? [token.Id] : Part(part.Text, isFirst: index == 0));
        }

        return ids;
    }

    /// <summary>The ids of the text between two added tokens.</summary>
    protected virtual IEnumerable<int> Part(string text, bool isFirst) => Pieces(text).Select(Id);

    /// <summary>SentencePiece's own ids, neighbouring unknown ones merged.</summary>
    protected IEnumerable<int> Pieces(string text)
    {
        text = text.Any(_removed.Contains) ? string.Concat(text.Where(c => !_removed.Contains(c))) : text;
        var ids = _pieces.EncodeToIds(text, addBeginningOfSentence: false, addEndOfSentence: false);
        return ids.Where((id, at) => id != _pieces.UnknownId || at == 0 || ids[at - 1] != id);
    }

    private int Id(int piece) => !_moves ? piece : piece == _pieces.UnknownId ? 3 : piece + 1;
}
