using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models;

/// <summary>
/// The words that a model was trained on: for a small one, those of the optional <c>known_words.json</c>, a list of lower-case words; for one of
/// English, those in Latin letters.
/// </summary>
internal sealed class KnownWords
{
    private static readonly WordSplitter Splitter = new([]);
    private readonly FrozenSet<string>? _words;
    private readonly bool _isEnglish;

    private KnownWords(FrozenSet<string>? words, bool isEnglish)
    {
        _words = words;
        _isEnglish = isEnglish;
    }

    public bool AreListed => _words is not null;

    /// <param name="folder">The model's folder.</param>
    /// <param name="kind">Its tokenizer: CLIP's and SigLIP's vocabularies are English.</param>
    public static KnownWords Read(string folder, TokenizerKind kind)
    {
        var path = Path.Combine(folder, "known_words.json");
        if (!File.Exists(path))
        {
            return new(null, kind is TokenizerKind.ClipBpe or TokenizerKind.Siglip);
        }

        try
        {
            var words = JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(path)) ?? [];
            return new(words.ToFrozenSet(StringComparer.Ordinal), isEnglish: false);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or ArgumentNullException)
        {
            throw new ModelException($"{path}: expected a list of words ({exception.Message}).", exception);
        }
    }

    /// <summary>The listed words; null if the folder lists none.</summary>
    public IReadOnlyCollection<string>? Listed => _words;

    /// <summary>The unknown words in order, each once. A word begins with a letter or digit, so punctuation and contractions are ignored.</summary>
    public IReadOnlyList<string> Unknown(string cleaned) => _words is null && !_isEnglish
        ? []
        : [.. Words(cleaned).Where(word => _words?.Contains(word) == false || (_isEnglish && IsForeign(word))).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Words(string cleaned) =>
        Splitter.PreTokenize(cleaned).Select(word => cleaned.Substring(word.Offset, word.Length)).Where(IsWord);

    private static bool IsWord(string word) => Rune.DecodeFromUtf16(word, out var first, out _) == OperationStatus.Done
        && Rune.IsLetterOrDigit(first);

    /// <summary>Whether a word has a letter beyond the Latin and Greek blocks: Greek letters are common in English formulas.</summary>
    private static bool IsForeign(string word) => word.EnumerateRunes().Any(static rune => Rune.IsLetter(rune)
        && rune.Value is >= 0x400 and not (>= 0x1d00 and <= 0x1fff) and not (>= 0x2100 and <= 0x218f) and not (>= 0xfb00 and <= 0xfb06)
            and not (>= 0x1d400 and <= 0x1d7ff));
}
