using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Txt2Image.Clip.Models;

namespace Txt2Image.Grains.Browsing.Spelling;

/// <summary>
/// Suggests what a misspelt search may have been. A wrong suggestion annoys more than a missing one, so a word is left alone if it is known in any
/// form, if it looks like a name, or if no known word is very near.
/// </summary>
internal sealed class SpellChecker
{
    /// <summary>The most words of a text that are looked at.</summary>
    private const int MostWords = 32;

    /// <summary>From this many letters on, two may be wrong; below the other, a replaced letter makes another word too easily.</summary>
    private const int ForTwoErrors = 10, ForReplacement = 5;

    /// <summary>The rarer words of a vocabulary are not suggested: among them are names, abbreviations and misspelt words.</summary>
    private const int MostFrequent = 15_000;

    /// <summary>The shortest word that is suggested.</summary>
    private const int ShortestSuggestion = 3;

    private const string Vowels = "aeiouy";

    private readonly ConditionalWeakTable<ClipModel, WordList> _lists = [];

    /// <summary>Whether a text has a word that the model does not know as a word. It costs little; most texts have none.</summary>
    public bool MayBeWrong(ClipModel model, string text)
    {
        var list = ListOf(model);
        return !list.IsEmpty && SpelledWords.Of(text).Take(MostWords).Any(word => !IsName(word) && !list.Has(word.Text.ToLowerInvariant()));
    }

    /// <summary>The text with its misspelt words replaced; null if none is.</summary>
    /// <param name="model">Its words are known.</param>
    /// <param name="captions">The words of a collection, which are known too, with how many images have each.</param>
    /// <param name="text">The text.</param>
    public string? Suggest(ClipModel model, FrozenDictionary<string, int> captions, string text) => Suggest(ListOf(model), captions, text);

    /// <inheritdoc cref="Suggest(ClipModel, FrozenDictionary{string, int}, string)"/>
    internal static string? Suggest(WordList list, FrozenDictionary<string, int> captions, string text)
    {
        if (list.IsEmpty)
        {
            return null;
        }

        var (suggestion, shift) = (text, 0);
        foreach (var word in SpelledWords.Of(text).Take(MostWords).Where(word => !IsName(word)))
        {
            if (Correct(list, captions, word.Text.ToLowerInvariant()) is { } correct)
            {
                suggestion = suggestion.Remove(word.Offset + shift, word.Text.Length).Insert(word.Offset + shift, correct);
                shift += correct.Length - word.Text.Length;
            }
        }

        return suggestion == text ? null : suggestion;
    }

    private WordList ListOf(ClipModel model) => _lists.GetValue(model, static key => new WordList(key.WholeWords()));

    /// <summary>Whether a word is written like a name. The first word of a text may have a capital letter anyway.</summary>
    private static bool IsName(SpelledWord word) => word.Offset > 0 && char.IsUpper(word.Text[0]);

    private static string? Correct(WordList list, FrozenDictionary<string, int> captions, string word)
    {
        if (IsKnown(word) || WordForms.AreKnown(word, IsKnown))
        {
            return null;
        }

        // First letters are hardly ever wrong, and names differ by them.
        var most = word.Length >= ForTwoErrors ? 2 : 1;
        return list.From(word[0]).Concat(captions.Keys.Where(known => known[0] == word[0]))
            .Where(known => known.Length >= ShortestSuggestion && (list.RankOf(known) < MostFrequent || captions.ContainsKey(known)))
            .Select(known => (Word: known, Distance: EditDistance.Of(word, known, most)))
            .Where(near => near.Distance <= most && (near.Distance > 1 || IsLikely(word, near.Word)))
            .OrderBy(near => near.Distance)
            .ThenByDescending(near => captions.GetValueOrDefault(near.Word))
            .ThenBy(near => list.RankOf(near.Word))
            .Select(near => near.Word)
            .FirstOrDefault();

        bool IsKnown(string one) => list.Has(one) || captions.ContainsKey(one);
    }

    /// <summary>
    /// Whether one edit is a likely error: a letter too many or too few, two that are exchanged, or a wrong vowel. With another consonant it is
    /// mostly another word.
    /// </summary>
    private static bool IsLikely(string word, string known)
    {
        if (word.Length != known.Length)
        {
            return true;
        }

        var differences = word.Zip(known).Where(pair => pair.First != pair.Second).ToList();
        return differences is not [var (wrong, right)] || (word.Length >= ForReplacement && IsVowel(wrong) && IsVowel(right));
    }

    private static bool IsVowel(char letter) => Vowels.Contains(letter, StringComparison.Ordinal);
}
