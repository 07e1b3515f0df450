using System.Globalization;
using System.Text.RegularExpressions;
using Txt2Image.Clip.Text;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Client;

/// <summary>
/// The key of a query's grain. For a text: <c>text/{cleaner}:{cleaned text}</c>, where the text is cleaned once, as the tokenizer does it. Equal keys
/// mean equal tokens; the key loses nothing.
/// </summary>
public readonly partial record struct QueryKey
{
    private const string Kind = "text/";

    private QueryKey(string cleaner, string cleaned)
    {
        Value = $"{Kind}{cleaner}:{cleaned}";
        Cleaned = cleaned;
    }

    /// <summary>The cleaned text.</summary>
    public string Cleaned { get; }

    /// <summary>The grain's key.</summary>
    public string Value { get; }

    /// <summary>Cleans a text into a key, as the model's tokenizer does.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: the text is empty after cleaning, or too long.</exception>
    public static QueryKey FromText(ClipTokenizer tokenizer, string text)
    {
        string cleaned;
        try
        {
            cleaned = tokenizer.Clean(text);
        }
        catch (TextTooLongException exception)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, exception.Message, exception);
        }

        return !string.IsNullOrWhiteSpace(cleaned)
            ? new QueryKey(tokenizer.CleanerName, cleaned)
            : throw new Txt2ImageException(ErrorCode.InvalidRequest, "The query is empty. Enter a text to search for.");
    }

    /// <summary>
    /// Removes the query from a text for logs and traces. Everything after a query key's prefix is removed, because all of it may be the query. Grain
    /// ids, and therefore Orleans messages, contain such keys.
    /// </summary>
    internal static string Redact(string text)
    {
        var prefix = Prefix().Match(text);
        return prefix.Success ? string.Concat(text.AsSpan(0, prefix.Index + prefix.Length), "…") : text;
    }

    /// <summary>Reads a grain's key.</summary>
    internal static QueryKey Parse(string key) => Prefix().Match(key) is { Success: true, Index: 0, Length: var length }
        ? new QueryKey(key[Kind.Length..(length - 1)], key[length..])
        : throw new Txt2ImageException(
            ErrorCode.InvalidRequest, string.Create(CultureInfo.InvariantCulture, $"A query's key must begin with {Kind} and a cleaner's name."));

    /// <summary>The kind and the cleaner, with their separators.</summary>
    [GeneratedRegex("text/[a-z-]+:", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
