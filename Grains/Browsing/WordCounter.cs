using Txt2Image.Clip.Models;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Browsing;

/// <summary>Counts in how many images a word occurs: in captions, and in fields that are texts.</summary>
internal sealed class WordCounter
{
    /// <summary>The most words that are kept, so that a collection takes at most some megabytes.</summary>
    private const int MostWords = 20_000;

    private readonly HashSet<string> _here = new(StringComparer.Ordinal);

    public Dictionary<string, int> Words { get; } = new(StringComparer.Ordinal);

    public void Add(Payload payload)
    {
        _here.Clear();
        Collect(payload.Caption);
        foreach (var value in payload.Fields?.Values ?? [])
        {
            Collect((value as FieldValue.Text)?.Value);
        }

        foreach (var word in _here)
        {
            if (Words.TryGetValue(word, out var count))
            {
                Words[word] = count + 1;
            }
            else if (Words.Count < MostWords)
            {
                Words[word] = 1;
            }
        }
    }

    private void Collect(string? text)
    {
        foreach (var word in SpelledWords.Of(text ?? ""))
        {
            _here.Add(word.Text.ToLowerInvariant());
        }
    }
}
