using System.Text.Json;

namespace Txt2Image.Clip.Text;

/// <summary>
/// Reads and checks vocabularies: <c>vocab.json</c> with <c>merges.txt</c>, <c>vocab.txt</c>, or the model in <c>tokenizer.json</c>.
/// </summary>
internal static class Vocabulary
{
    /// <summary>The ids of CLIP's byte-level BPE, and its merges, the most frequent first.</summary>
    public static (Dictionary<string, int> Ids, IEnumerable<string> Merges) ReadBpe(TextSide side)
    {
        var path = side.Vocabulary;
        var (ids, merges) = side.Merges is { } file
            ? (ReadJson(path), File.ReadLines(file).Where(static (line, at) => line.Length > 0 && !(at == 0 && line.StartsWith('#'))))
            : ReadTokenizer(path, "BPE", static model => (Ids(model.GetProperty("vocab")), Merges(model.GetProperty("merges"))));
        return (Checked(ids, path), merges);
    }

    /// <summary>The ids of a WordPiece vocabulary: one token a line, or <c>tokenizer.json</c>.</summary>
    public static Dictionary<string, int> ReadWords(string path)
    {
        if (IsTokenizer(path))
        {
            return ReadTokenizer(path, "WordPiece", static model => Ids(model.GetProperty("vocab")));
        }

        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        foreach (var (id, line) in File.ReadLines(path).Index())
        {
            ids[line.TrimEnd()] = id;
        }

        return ids;
    }

    public static bool IsTokenizer(string path) => Path.GetFileName(path) == "tokenizer.json";

    public static int Require(Dictionary<string, int> ids, string token, string path) =>
        ids.TryGetValue(token, out var id) ? id : throw new ModelException($"{path}: the special token \"{token}\" is missing.");

    /// <summary>Reads the member <c>model</c> of <c>tokenizer.json</c>, of the given type.</summary>
    public static T ReadTokenizer<T>(string path, string type, Func<JsonElement, T> read)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            var model = document.RootElement.GetProperty("model");
            // Old files do not name the type of a BPE.
            var found = model.TryGetProperty("type", out var name) ? name.GetString() : "BPE";
            return found == type ? read(model) : throw new ModelException($"{path}: the model is of the type {found}; expected {type}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException)
        {
            throw new ModelException($"{path}: expected a tokenizer with a {type} model ({exception.Message}).", exception);
        }
    }

    private static Dictionary<string, int> ReadJson(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<Dictionary<string, int>>(stream) ?? [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ModelException($"{path}: expected a JSON object of token → id ({exception.Message}).", exception);
        }
    }

    public static Dictionary<string, int> Ids(JsonElement vocabulary) =>
        vocabulary.EnumerateObject().ToDictionary(static entry => entry.Name, static entry => entry.Value.GetInt32(), StringComparer.Ordinal);

    /// <summary>A merge is a pair, or a text with a space between its parts.</summary>
    public static List<string> Merges(JsonElement merges) =>
        [.. merges.EnumerateArray().Select(static merge => merge.ValueKind == JsonValueKind.Array ? $"{merge[0]} {merge[1]}" : merge.GetString()!)];

    private static Dictionary<string, int> Checked(Dictionary<string, int> ids, string path)
    {
        if (ids.Count == 0)
        {
            throw new ModelException($"{path}: the vocabulary has no tokens.");
        }

        foreach (var symbol in ByteSymbols().Where(symbol => !ids.ContainsKey(symbol)))
        {
            throw new ModelException($"{path}: the vocabulary is not byte-level BPE like CLIP's: the symbol \"{symbol}\" is missing.");
        }

        return ids;
    }

    /// <summary>
    /// GPT-2's printable symbols for the 256 bytes, alone and at the end of a word. Printable Latin-1 bytes map to themselves, the others to the
    /// code points from U+0100 on, in order.
    /// </summary>
    private static IEnumerable<string> ByteSymbols()
    {
        var next = '\u0100';
        for (var b = 0; b < 256; b++)
        {
            var printable = b is (>= '!' and <= '~') or (>= 0xa1 and <= 0xac) or >= 0xae;
            var symbol = (printable ? (char)b : next++).ToString();
            yield return symbol;
            yield return symbol + "</w>";
        }
    }
}
