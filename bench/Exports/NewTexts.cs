using Txt2Image.Bench.Retrieval;

namespace Txt2Image.Bench.Exports;

/// <summary>Texts of the gallery's words, each another one, so that no answer and no embedding of them is known. Thread-safe.</summary>
internal sealed class NewTexts
{
    private const int Words = 8;
    private const int Seed = 11;
    private readonly Lock _lock = new();
    private readonly Random _random = new(Seed);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    private readonly string[] _words =
    [
        .. Questions.Captions().SelectMany(static caption => caption.Text.Split(' ')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public string Next()
    {
        lock (_lock)
        {
            string text;
            do
            {
                text = string.Join(' ', Enumerable.Range(0, Words).Select(_ => _words[_random.Next(_words.Length)]));
            }
            while (!_given.Add(text));

            return text;
        }
    }
}
