using System.Buffers;

namespace Txt2Image.Clip.Models;

/// <summary>A word of a text.</summary>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Text">The word as it is written.</param>
public readonly record struct SpelledWord(int Offset, string Text);

/// <summary>
/// Splits texts into the words whose spelling can be checked: Latin letters only. What has a digit or another sign within it, such as a file name or
/// an address, is left out.
/// </summary>
public static class SpelledWords
{
    /// <summary>The shortest and the longest word. Of shorter ones too many are near to each other.</summary>
    public const int Shortest = 4, Longest = 24;

    private const string Joints = "._@/\\'’&";

    private static readonly SearchValues<char> Letters = SearchValues.Create(
        [.. Enumerable.Range('A', 26).Concat(Enumerable.Range('a', 26)).Concat(Enumerable.Range(0xc0, 0x24f - 0xc0 + 1))
            .Where(code => code is not (0xd7 or 0xf7)).Select(code => (char)code)]);

    /// <summary>The words of a text, in order.</summary>
    public static IEnumerable<SpelledWord> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var at = 0; at < text.Length; at++)
        {
            var begun = at;
            while (at < text.Length && IsPart(text, at))
            {
                at++;
            }

            if (at - begun is >= Shortest and <= Longest && !text.AsSpan(begun, at - begun).ContainsAnyExcept(Letters))
            {
                yield return new(begun, text[begun..at]);
            }
        }
    }

    /// <summary>A sign joins what is before it with a letter or digit after it, as in an address.</summary>
    private static bool IsPart(string text, int at) => char.IsLetterOrDigit(text[at])
        || (Joints.Contains(text[at], StringComparison.Ordinal) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]));
}
