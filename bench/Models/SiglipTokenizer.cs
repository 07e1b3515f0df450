using System.Text.Json;

namespace Txt2Image.Bench.Models;

/// <summary>A tokenizer of SigLIP's kind that has the small letters alone: a text is padded to the context anyway.</summary>
internal static class SiglipTokenizer
{
    /// <summary>SentencePiece's mark of a space.</summary>
    private const char Space = '\u2581';

    private static readonly string[] Special = ["<pad>", "</s>", "<unk>"];

    public static void Write(string folder)
    {
        var letters = Enumerable.Range('a', 26).SelectMany(static letter => new[] { $"{(char)letter}", $"{Space}{(char)letter}" });
        object[][] pieces =
        [
            .. Special.Select(static piece => new object[] { piece, 0 }),
            .. letters.Prepend($"{Space}").Select(static piece => new object[] { piece, -3 }),
        ];
        Write(folder, "tokenizer.json", new { model = new { type = "Unigram", unk_id = 2, vocab = pieces } });
        Write(folder, "tokenizer_config.json", new
        {
            tokenizer_class = "SiglipTokenizer", eos_token = "</s>", pad_token = "</s>", unk_token = "<unk>", model_max_length = 64,
        });
    }

    private static void Write(string folder, string file, object content) =>
        File.WriteAllText(Path.Combine(folder, file), JsonSerializer.Serialize(content));
}
