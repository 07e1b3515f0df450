namespace Txt2Image.Clip.Text;

/// <summary>
/// SigLIP's SentencePiece: lower case without ASCII punctuation, as the class <c>SiglipTokenizer</c> does it around its special tokens.
/// </summary>
internal sealed class SiglipPieces : SentencePieces
{
    /// <summary>Encoded before each part and dropped again, so that a part's first piece is found as inside a text.</summary>
    private const string Before = "<unk>";

    /// <summary>SentencePiece's mark of a space.</summary>
    private const char Space = '\u2581';

    private readonly int _before;

    public SiglipPieces(TextSide side)
        : base(side) => _before = Pieces(Before).Count();

    /// <summary>Only a text's first part begins like a word.</summary>
    protected override IEnumerable<int> Part(string text, bool isFirst)
    {
        var plain = TextCleaner.WithoutPunctuation(LowerCase.OfEach(text.Replace(Space, ' ')));
        var collapsed = TextCleaner.Collapse(isFirst ? Space + plain : plain);
        return collapsed is [] or [Space] ? [] : Pieces(Before + collapsed).Skip(_before);
    }
}
