namespace Txt2Image.Grains.Browsing.Spelling;

/// <summary>Recognizes a word by others that are known: another form of the same stem, or the two words that it is composed of.</summary>
internal static class WordForms
{
    private const int ShortestStem = 3, ShortestFamily = 4, ShortestPart = 5;

    /// <summary>The endings of English words.</summary>
    private static readonly string[] Endings =
    [
        "s", "es", "ed", "d", "ing", "er", "ers", "ly", "y", "ish", "ness", "less", "like", "e", "or", "ion", "ions", "ies", "able", "al", "ity",
    ];

    /// <summary>The endings before which a word loses its e, as in computing.</summary>
    private static readonly string[] InPlaceOfE = ["ing", "ed", "er", "ers", "or", "ion", "ions", "able"];

    /// <summary>Those that leave a word if they are taken away: of "penguine", that would be a wrong letter.</summary>
    private static readonly string[] Suffixes = Endings[..Array.IndexOf(Endings, "e")];

    /// <summary>Whether a word is a form of known words.</summary>
    public static bool AreKnown(string word, Func<string, bool> isKnown) =>
        Stems(word).Any(stem => isKnown(stem) || HasFamily(stem, Endings, isKnown))
        || HasFamily(word, Endings, isKnown)
        || (word[^1] == 'e' && HasFamily(word[..^1], InPlaceOfE, isKnown))
        || (word.EndsWith("men", StringComparison.Ordinal) && isKnown($"{word[..^3]}man"))
        || IsComposed(word, isKnown);

    /// <summary>What remains without a suffix: ride of riding, run of running, pony of ponies.</summary>
    private static IEnumerable<string> Stems(string word)
    {
        foreach (var suffix in Suffixes.Where(suffix => word.EndsWith(suffix, StringComparison.Ordinal)))
        {
            var stem = word[..^suffix.Length];
            if (stem.Length < ShortestStem)
            {
                continue;
            }

            yield return stem;
            if (stem[^1] == stem[^2] && stem.Length > ShortestStem)
            {
                yield return stem[..^1];
            }
            else if (stem[^1] == 'i')
            {
                yield return $"{stem[..^1]}y";
            }
        }
    }

    private static bool HasFamily(string stem, string[] endings, Func<string, bool> isKnown) =>
        stem.Length >= ShortestFamily && Array.Exists(endings, ending => isKnown(stem + ending));

    private static bool IsComposed(string word, Func<string, bool> isKnown)
    {
        for (var at = ShortestPart; at <= word.Length - ShortestPart; at++)
        {
            if (isKnown(word[..at]) && isKnown(word[at..]))
            {
                return true;
            }
        }

        return false;
    }
}
