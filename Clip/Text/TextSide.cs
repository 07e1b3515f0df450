namespace Txt2Image.Clip.Text;

/// <summary>The kinds of tokenizer.</summary>
internal enum TokenizerKind
{
    /// <summary>CLIP's byte-level BPE.</summary>
    ClipBpe,

    /// <summary>SigLIP's SentencePiece unigram model, without punctuation and case.</summary>
    Siglip,

    /// <summary>Gemma's SentencePiece BPE with byte fallback, which SigLIP 2 uses.</summary>
    Gemma,

    /// <summary>XLM-RoBERTa's SentencePiece unigram model.</summary>
    XlmRoberta,

    /// <summary>BERT's WordPiece.</summary>
    WordPiece,
}

/// <summary>How a model reads texts, as its files describe it.</summary>
internal sealed record TextSide
{
    public required TokenizerKind Kind { get; init; }

    /// <summary>Path of the vocabulary: <c>vocab.json</c>, <c>vocab.txt</c>, a SentencePiece <c>.model</c>, or <c>tokenizer.json</c>.</summary>
    public required string Vocabulary { get; init; }

    /// <summary>Path of <c>merges.txt</c>, which belongs to a <c>vocab.json</c>.</summary>
    public string? Merges { get; init; }

    /// <summary>The token before every text, if any.</summary>
    public string? Begin { get; init; }

    /// <summary>The token after every text. It also ends a text that is cut.</summary>
    public required string End { get; init; }

    /// <summary>The token that fills a batch.</summary>
    public required string Pad { get; init; }

    /// <summary>The id that fills a batch, if it is not that of <see cref="Pad"/>.</summary>
    public int? PadId { get; init; }

    /// <summary>The tokens that are recognised in a text, before the vocabulary is applied.</summary>
    public IReadOnlyList<AddedToken> Added { get; init; } = [];

    /// <summary>The longest sequence, including begin and end.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Whether every text is padded to the whole context, because padding changes its embedding.</summary>
    public bool PadsToContext { get; init; }

    /// <summary>Whether a mask leaves out pad ids wherever they are, as open_clip does, or only the padding itself.</summary>
    public bool MasksPadIds { get; init; }

    /// <summary>What happens to a text before it is split into tokens.</summary>
    public required Cleaner Cleaner { get; init; }

    /// <summary>What a text is put into, at <c>{}</c>, before it is cleaned; empty for nothing.</summary>
    public string Template { get; init; } = "";
}
