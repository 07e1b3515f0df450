using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models;

/// <summary>Finds a tokenizer's vocabulary: its own file, or else <c>tokenizer.json</c>, which has the same data.</summary>
internal static class VocabularyFiles
{
    private const string Tokenizer = "tokenizer.json";

    private static readonly Dictionary<TokenizerKind, string> Own = new()
    {
        [TokenizerKind.ClipBpe] = "vocab.json",
        [TokenizerKind.Siglip] = "spiece.model",
        [TokenizerKind.XlmRoberta] = "sentencepiece.bpe.model",
        [TokenizerKind.Gemma] = "tokenizer.model",
        [TokenizerKind.WordPiece] = "vocab.txt",
    };

    /// <summary>The kind of tokenizer that a folder's own file belongs to, or null if there is none.</summary>
    public static TokenizerKind? KindOf(string folder) => Own.Where(file => File.Exists(Path.Combine(folder, file.Value)))
        .Select(static file => (TokenizerKind?)file.Key).FirstOrDefault();

    public static (string Vocabulary, string? Merges) Find(string folder, TokenizerKind kind)
    {
        var own = Path.Combine(folder, Own[kind]);
        var merges = kind == TokenizerKind.ClipBpe ? Path.Combine(folder, "merges.txt") : null;
        if (File.Exists(own) && (merges is null || File.Exists(merges)))
        {
            return (own, merges);
        }

        var tokenizer = Path.Combine(folder, Tokenizer);
        return File.Exists(tokenizer)
            ? (tokenizer, null)
            : throw new ModelException($"{(File.Exists(own) ? merges : own)}: the file is missing, and so is {Tokenizer}, which could replace it.");
    }
}
