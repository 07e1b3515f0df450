using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Txt2Image.Clip.Models;

/// <summary>The words that a small model was trained on, from the optional <c>known_words.json</c>: a list of lower-case words.</summary>
internal sealed class KnownWords
{
    private readonly FrozenSet<string>? _words;

    private KnownWords(FrozenSet<string>? words) => _words = words;

    public bool AreListed => _words is not null;

    public static KnownWords Read(string folder)
    {
        var path = Path.Combine(folder, "known_words.json");
        if (!File.Exists(path))
        {
            return new(null);
        }

        try
        {
            var words = JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(path)) ?? [];
            return new(words.ToFrozenSet(StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or ArgumentNullException)
        {
            throw new ModelException($"{path}: expected a list of words ({exception.Message}).", exception);
        }
    }

    /// <summary>The unknown words in order, each once. A word begins with a letter or digit, so punctuation and contractions are ignored.</summary>
    public IReadOnlyList<string> Unknown(IEnumerable<string> words) =>
        _words is null ? [] : [.. words.Where(IsWord).Where(word => !_words.Contains(word)).Distinct(StringComparer.Ordinal)];

    private static bool IsWord(string word) => Rune.DecodeFromUtf16(word, out var first, out _) == OperationStatus.Done
        && Rune.IsLetterOrDigit(first);
}
