using Txt2Image.Clip.Models;

namespace Txt2Image.Grains.Browsing.Spelling;

/// <summary>The words that a model knows, in the order of their frequency, and by their first letter.</summary>
internal sealed class WordList
{
    private readonly Dictionary<string, int> _ranks = new(StringComparer.Ordinal);
    private readonly Dictionary<char, List<string>> _byFirst = [];

    public WordList(IEnumerable<string> words)
    {
        foreach (var word in words.Where(static word => word.Length is > 0 and <= SpelledWords.Longest && word.All(char.IsLetter)))
        {
            if (_ranks.TryAdd(word, _ranks.Count))
            {
                (_byFirst.TryGetValue(word[0], out var some) ? some : _byFirst[word[0]] = []).Add(word);
            }
        }
    }

    /// <summary>Whether there are words at all.</summary>
    public bool IsEmpty => _ranks.Count == 0;

    public bool Has(string word) => _ranks.ContainsKey(word);

    /// <summary>The place of a word by its frequency; that after all if it is not in the list.</summary>
    public int RankOf(string word) => _ranks.GetValueOrDefault(word, _ranks.Count);

    /// <summary>The words that begin with a letter.</summary>
    public IReadOnlyList<string> From(char first) => _byFirst.TryGetValue(first, out var words) ? words : [];
}
