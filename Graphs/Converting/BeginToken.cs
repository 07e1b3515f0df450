using System.Globalization;
using System.Text.Json;

namespace Txt2Image.Graphs.Converting;

/// <summary>
/// Finds the token that a tokenizer puts before every text, in the same files as the server. <c>config.json</c> is not asked: published CLIP models
/// have wrong ids there.
/// </summary>
internal static class BeginToken
{
    /// <summary>The tokenizers that always put one there, and its usual name.</summary>
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        [Clip] = "<|startoftext|>", ["XLMRobertaTokenizer"] = "<s>",
    };

    private const string Clip = "CLIPTokenizer", ClipVocabulary = "vocab.json";

    /// <summary>Its id; null if the files do not say it, or two of them differ.</summary>
    /// <param name="folder">The folder with the tokenizer.</param>
    public static int? IdOf(string folder)
    {
        try
        {
            var config = Read(folder, "tokenizer_config.json");
            return Name(config, Read(folder, "special_tokens_map.json"), Read(folder, ClipVocabulary) is not null) is { } name
                && Ids(folder, config, name).Distinct().ToList() is [var id] ? id : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // The server says what is wrong with the file when it loads the model.
            return null;
        }
    }

    private static string? Name(JsonElement? config, JsonElement? map, bool hasClipVocabulary)
    {
        var tokenizer = Member(config, "tokenizer_class")?.GetString() ?? (hasClipVocabulary ? Clip : "");
        tokenizer = tokenizer.EndsWith("Fast", StringComparison.Ordinal) ? tokenizer[..^"Fast".Length] : tokenizer;
        var token = Member(map, "bos_token") ?? Member(config, "bos_token");
        return !Usual.TryGetValue(tokenizer, out var usual) ? null
            : token is null ? usual
            : token is { ValueKind: JsonValueKind.Object } ? Member(token, "content")?.GetString()
            : token.Value.GetString();
    }

    /// <summary>The ids that the files have for a token.</summary>
    private static IEnumerable<int> Ids(string folder, JsonElement? config, string name)
    {
        var tokenizer = Read(folder, "tokenizer.json");
        foreach (var vocabulary in new[] { Read(folder, ClipVocabulary), Member(Member(tokenizer, "model"), "vocab") })
        {
            // That of XLM-RoBERTa is a list, and its special tokens are added ones.
            if (vocabulary is { ValueKind: JsonValueKind.Object } && Member(vocabulary, name) is { } id)
            {
                yield return id.GetInt32();
            }
        }

        foreach (var added in Member(tokenizer, "added_tokens")?.EnumerateArray() ?? default)
        {
            if (Member(added, "content")?.GetString() == name && Member(added, "id") is { } id)
            {
                yield return id.GetInt32();
            }
        }

        foreach (var added in Member(config, "added_tokens_decoder")?.EnumerateObject() ?? default)
        {
            if (Member(added.Value, "content")?.GetString() == name
                && int.TryParse(added.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                yield return id;
            }
        }
    }

    private static JsonElement? Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { } one && one.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
