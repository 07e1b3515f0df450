using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models;

/// <summary>
/// Finds a folder's tokenizer: <c>vocab.json</c>, <c>merges.txt</c>, and the optional <c>tokenizer_config.json</c> and
/// <c>special_tokens_map.json</c>, of which the map takes precedence. Special ids are never read from <c>config.json</c>: published CLIP models have
/// wrong ones there.
/// </summary>
internal static class TokenizerConfig
{
    private static readonly string[] Classes = ["CLIPTokenizer", "CLIPTokenizerFast"];
    private static readonly string[] SentencePieces = ["spiece.model", "sentencepiece.bpe.model", "tokenizer.model"];

    public static TokenizerFiles Read(string folder, int contextLength)
    {
        var config = ModelJson.ReadIfThere(Path.Combine(folder, "tokenizer_config.json"));
        var map = ModelJson.ReadIfThere(Path.Combine(folder, "special_tokens_map.json"));
        if (config?.Text("tokenizer_class") is { } name && !Classes.Contains(name, StringComparer.Ordinal))
        {
            throw new ModelException($"{config.Path}: the tokenizer {name} is not supported; supported: {string.Join(", ", Classes)}.");
        }

        if (config?.Flag("do_lower_case", absent: true) == false)
        {
            throw new ModelException($"{config.Path}: do_lower_case false is not supported; supported: true.");
        }

        var end = Token("eos_token", map, config) ?? "<|endoftext|>";
        return new(
            Required(folder, "vocab.json"),
            Required(folder, "merges.txt"),
            Token("bos_token", map, config) ?? "<|startoftext|>",
            end,
            Token("pad_token", map, config) ?? end,
            Math.Min(contextLength, Longest(config)));
    }

    private static string Required(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (File.Exists(path))
        {
            return path;
        }

        throw SentencePieces.FirstOrDefault(piece => File.Exists(Path.Combine(folder, piece))) is { } piece
            ? new ModelException($"{Path.Combine(folder, piece)}: SentencePiece is not supported; supported: CLIP's BPE ({file} is missing).")
            : new ModelException($"{path}: the file is missing; the Hugging Face layout of a model folder requires it.");
    }

    /// <summary>Published configurations write "no limit" as 10^30.</summary>
    private static int Longest(ModelJson? config) =>
        config?.Number("model_max_length") is { } length and > 2 and < int.MaxValue ? (int)length : int.MaxValue;

    /// <summary>A token is given as a string or as an object with <c>content</c>.</summary>
    private static string? Token(string key, params ReadOnlySpan<ModelJson?> sources)
    {
        foreach (var source in sources)
        {
            if (source?.Has(key) == true)
            {
                return source.IsObject(key) ? source.Child(key).Text("content") : source.Text(key);
            }
        }

        return null;
    }
}
