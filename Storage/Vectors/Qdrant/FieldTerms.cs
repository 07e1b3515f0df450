using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// Encodes fields so that Qdrant can index them without knowing their names: each becomes a few words in one list, which has a single keyword index.
/// The words say that the field exists, that it is a number, that its number has an exact form, and what its value is. Integers and numbers of equal
/// value share a word.
/// </summary>
internal static class FieldTerms
{
    /// <summary>A word that no point has, to match nothing.</summary>
    public const string MatchesNothing = "!";

    /// <summary>What the key of a number begins with if it has a hash instead of the field's name.</summary>
    public const string HashedPrefix = "hashed_";

    /// <summary>What the other keys of numbers began with in earlier versions.</summary>
    public const string EarlierPrefix = "number_";

    private const double TwoTo63 = 9223372036854775808.0;
    private const int LongestWord = 256;
    private const int LongestKey = 64;

    public static string Exists(string field) => Word($"?{field}");

    public static string IsNumber(string field) => Word($"#{field}");

    /// <summary>The word of a field whose number has an <see cref="ExactNumber"/>.</summary>
    public static string IsExact(string field) => Word($"~{field}");

    /// <summary>The word for a value. The length of the name separates name and value unambiguously.</summary>
    public static string Equal(string field, FieldValue value) =>
        Word(string.Create(CultureInfo.InvariantCulture, $"={field.Length}:{field}:{Format(value)}"));

    /// <summary>All words of a point's fields.</summary>
    public static IEnumerable<string> All(IReadOnlyDictionary<string, FieldValue> fields)
    {
        foreach (var (name, value) in fields)
        {
            yield return Exists(name);
            yield return Equal(name, value);
            if (value is FieldValue.Integer or FieldValue.Number)
            {
                yield return IsNumber(name);
            }

            if (ExactNumber.IfNeeded(value) is not null)
            {
                yield return IsExact(name);
            }
        }
    }

    /// <summary>Whether a name is one step of a path for Qdrant, whatever its letters mean there.</summary>
    public static bool IsPathSafe(string field) =>
        field.Length is > 0 and <= LongestKey && field.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    /// <summary>The key of a field's number among our own: a name that Qdrant would read as a path is replaced by its hash.</summary>
    public static string OwnNumberKey(string field) => IsPathSafe(field) ? field : $"{HashedPrefix}{Hash(field)}";

    /// <summary>The payload key of a field's number in points of earlier versions.</summary>
    public static string EarlierNumberKey(string field) => field.Length == 0 || IsPathSafe(field) ? $"{EarlierPrefix}{field}" : OwnNumberKey(field);

    private static string Format(FieldValue value) => value switch
    {
        FieldValue.Text text => $"s{text.Value}",
        FieldValue.Integer integer => $"n{integer.Value}",
        FieldValue.Number { Value: >= -TwoTo63 and < TwoTo63 and var number } when double.IsInteger(number) => $"n{(long)number}",
        FieldValue.Number number => $"n{number.Value.ToString("R", CultureInfo.InvariantCulture)}",
        FieldValue.Truth truth => truth.Value ? "t" : "f",
        _ => throw new ArgumentException($"Unknown value {value.GetType().Name}.", nameof(value)),
    };

    // A word is stored once per point and once in the index, and a long text can be found by its hash as well.
    private static string Word(string word) => word.Length <= LongestWord ? word : $"+{Hash(word)}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
