namespace Txt2Image.Graphs.Converting;

/// <summary>The files of a tokenizer.</summary>
internal static class TokenizerFiles
{
    private static readonly string[] Settings =
        ["tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "tokenizer.json", "vocab.json", "merges.txt"];

    private static readonly string[] Vocabularies =
        ["tokenizer.json", "spiece.model", "sentencepiece.bpe.model", "tokenizer.model", "vocab.txt"];

    /// <summary>All names that they have.</summary>
    public static IReadOnlyList<string> Names => [.. Settings.Union(Vocabularies, StringComparer.Ordinal)];

    /// <summary>The files that a folder has.</summary>
    /// <exception cref="ConversionException">It has no vocabulary.</exception>
    public static IReadOnlyList<string> Of(string folder)
    {
        bool Has(string file) => File.Exists(Path.Combine(folder, file));
        return Vocabularies.Any(Has) || (Has("vocab.json") && Has("merges.txt"))
            ? [.. Names.Where(Has)]
            : throw new ConversionException(
                $"{folder}: the tokenizer is missing: tokenizer.json, vocab.json with merges.txt, or a SentencePiece model. Copy it from the model " +
                "that this one was made from.");
    }
}
