using System.Text.Json;

namespace Txt2Image.Clip.Text;

/// <summary>Reads and checks <c>vocab.json</c>.</summary>
internal static class Vocabulary
{
    public static Dictionary<string, int> Read(string path)
    {
        Dictionary<string, int>? ids;
        try
        {
            using var stream = File.OpenRead(path);
            ids = JsonSerializer.Deserialize<Dictionary<string, int>>(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ModelException($"{path}: expected a JSON object of token → id ({exception.Message}).", exception);
        }
        if (ids is null || ids.Count == 0)
        {
            throw new ModelException($"{path}: the vocabulary has no tokens.");
        }

        foreach (var symbol in ByteSymbols().Where(symbol => !ids.ContainsKey(symbol)))
        {
            throw new ModelException($"{path}: the vocabulary is not byte-level BPE like CLIP's: the symbol \"{symbol}\" is missing.");
        }

        return ids;
    }

    public static int Require(Dictionary<string, int> ids, string token, string path) =>
        ids.TryGetValue(token, out var id) ? id : throw new ModelException($"{path}: the special token \"{token}\" is missing.");

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
