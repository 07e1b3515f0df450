using Microsoft.ML.Tokenizers;

namespace Txt2Image.Clip.Text;

/// <summary>
/// CLIP's byte-level BPE. The library's core is exact; the word split is ours, because the library's pre-tokenizers work on UTF-16 units and treat
/// special tokens otherwise.
/// </summary>
internal sealed class ClipBpe : TokenSource
{
    private const string EndOfWord = "</w>";

    private readonly Dictionary<string, int> _ids;
    private readonly AddedTokens? _added;
    private readonly BpeTokenizer _bpe;

    public ClipBpe(TextSide side)
    {
        var (ids, merges) = Vocabulary.ReadBpe(side);
        _ids = ids;
        VocabularySize = ids.Values.Max() + 1;
        var special = Special(side);
        var fast = side.Cleaner == Cleaner.ClipFast;
        _added = fast ? new(special.Select(static token => new AddedToken(token.Key, token.Value))) : null;
        _bpe = Create(side, merges, fast ? [] : special);
    }

    public override int VocabularySize { get; }

    public override int? Find(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    public override IReadOnlyList<int> Encode(string cleaned, int most)
    {
        if (_added is null)
        {
            return Part(cleaned, most);
        }

        List<int> ids = [];
        foreach (var part in _added.Split(cleaned).TakeWhile(_ => ids.Count < most))
        {
            ids.AddRange(part.Token is { } token ? [token.Id] : Part(part.Text, most - ids.Count));
        }

        return ids;
    }

    public override IEnumerable<string> WholeWords() => _ids
        .Where(static token => token.Key.EndsWith(EndOfWord, StringComparison.Ordinal))
        .OrderBy(static token => token.Value)
        .Select(static token => token.Key[..^EndOfWord.Length]);

    private IReadOnlyList<int> Part(string text, int most) =>
        text.Length == 0 ? [] : _bpe.EncodeToIds(text, most, out _, out _, considerNormalization: false);

    /// <summary>The names that stand for begin and end in a text. open_clip has names of its own, which no vocabulary lists.</summary>
    private Dictionary<string, int> Special(TextSide side)
    {
        int[] ids = [.. new[] { side.Begin!, side.End }.Select(token => Vocabulary.Require(_ids, token, side.Vocabulary))];
        string[] names = side.Added is [var begin, var end] ? [begin.Content, end.Content] : [side.Begin!, side.End];
        return names.Zip(ids).ToDictionary(StringComparer.Ordinal);
    }

    private BpeTokenizer Create(TextSide side, IEnumerable<string> merges, Dictionary<string, int> special)
    {
        try
        {
            return BpeTokenizer.Create(new BpeOptions(_ids)
            {
                Merges = merges,
                ByteLevel = true,
                EndOfWordSuffix = EndOfWord,
                SpecialTokens = special,
                PreTokenizer = new WordSplitter([.. special.Keys], ignoresCase: _added is null),
            });
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new ModelException($"{side.Merges ?? side.Vocabulary}: the merges do not match the vocabulary ({exception.Message}).", exception);
        }
    }
}
