namespace Txt2Image.Clip.Text;

/// <summary>A model's tokenizer: cleans a text and turns it into token ids. Thread-safe.</summary>
public sealed class ClipTokenizer
{
    /// <summary>The longest accepted text, in UTF-16 units.</summary>
    public const int MaxCharacters = 1000;

    private readonly TextSide _side;
    private readonly TokenSource _tokens;

    internal ClipTokenizer(TextSide side)
    {
        _side = side;
        _tokens = TokenSource.Load(side);
        BeginId = side.Begin is { } begin ? Require(begin) : null;
        EndId = Require(side.End);
        PadId = side.PadId ?? Require(side.Pad);
    }

    /// <summary>The longest sequence in tokens, including begin and end.</summary>
    public int ContextLength => _side.ContextLength;

    /// <summary>The id before every text, if there is one.</summary>
    public int? BeginId { get; }

    /// <summary>The id after every text.</summary>
    public int EndId { get; }

    /// <summary>The id that fills shorter sequences.</summary>
    public int PadId { get; }

    /// <summary>Whether every text is padded to <see cref="ContextLength"/>, because the model was trained so.</summary>
    public bool PadsToContext => _side.PadsToContext;

    /// <summary>The name of what <see cref="Clean"/> does, part of cache keys.</summary>
    public string CleanerName => _side.Cleaner.Name;

    /// <summary>Whether a mask leaves out pad ids wherever they are.</summary>
    internal bool MasksPadIds => _side.MasksPadIds;

    /// <summary>The largest id plus one.</summary>
    internal int VocabularySize => _tokens.VocabularySize;

    /// <summary>
    /// Cleans a text, once, as the model expects it, within the template if one is configured. Any UTF-16 is accepted: lone surrogates become U+FFFD.
    /// A text of which nothing remains gives an empty string, or one of white space.
    /// </summary>
    /// <exception cref="TextTooLongException">The text is longer than <see cref="MaxCharacters"/>.</exception>
    public string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MaxCharacters ? CleanAnyLength(text) : throw new TextTooLongException(text.Length, MaxCharacters);
    }

    /// <summary>Tokenizes a text returned by <see cref="Clean"/>.</summary>
    public TokenSequence Encode(string cleaned)
    {
        ArgumentNullException.ThrowIfNull(cleaned);
        // Ask for one token more than fits, to distinguish a full sequence from a truncated one.
        var begun = BeginId is null ? 0 : 1;
        var room = ContextLength - begun - 1;
        var tokens = _tokens.Encode(cleaned, room + 1);
        var kept = Math.Min(tokens.Count, room);
        var ids = new int[PadsToContext ? ContextLength : begun + kept + 1];
        ids[0] = BeginId ?? 0;
        for (var i = 0; i < kept; i++)
        {
            ids[begun + i] = tokens[i];
        }

        ids[begun + kept] = EndId;
        ids.AsSpan(begun + kept + 1).Fill(PadId);
        return new([.. ids], tokens.Count > room);
    }

    /// <inheritdoc cref="TokenSource.WholeWords"/>
    internal IEnumerable<string> WholeWords() => _tokens.WholeWords();

    internal string CleanAnyLength(string text)
    {
        var cleaned = _side.Cleaner.Clean(text);
        return _side.Template.Length == 0 || string.IsNullOrWhiteSpace(cleaned)
            ? cleaned
            : _side.Cleaner.Clean(_side.Template.Replace("{}", text, StringComparison.Ordinal));
    }

    private int Require(string token) =>
        _tokens.Find(token) ?? throw new ModelException($"{_side.Vocabulary}: the special token \"{token}\" is missing.");
}
