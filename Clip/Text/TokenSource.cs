using System.Text;

namespace Txt2Image.Clip.Text;

/// <summary>A vocabulary and how it splits a cleaned text. Thread-safe.</summary>
internal abstract class TokenSource
{
    /// <summary>The largest id plus one.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>Loads the vocabulary of a text side.</summary>
    public static TokenSource Load(TextSide side)
    {
        RequireUnicode();
        return side.Kind switch
        {
            TokenizerKind.ClipBpe => new ClipBpe(side),
            TokenizerKind.WordPiece => new WordPieces(side),
            TokenizerKind.Siglip => new SiglipPieces(side),
            _ => new SentencePieces(side),
        };
    }

    /// <summary>A token's id, or null if there is none.</summary>
    public abstract int? Find(string token);

    /// <summary>The tokens of a cleaned text; at least <paramref name="most"/> of them if it has so many.</summary>
    public abstract IReadOnlyList<int> Encode(string cleaned, int most);

    /// <summary>The tokens that are whole words, those of low ids first: where a vocabulary was made by merging, the frequent ones.</summary>
    public abstract IEnumerable<string> WholeWords();

    /// <summary>Without Unicode data, normalisation does nothing and tokens would silently differ.</summary>
    private static void RequireUnicode()
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC).Length != 1)
        {
            throw new ModelException(
                "The process runs without Unicode data (invariant globalization): install ICU (libicu) and turn invariant globalization off.");
        }
    }
}
