using System.Globalization;
using Txt2Image.Clip.Text;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Client;

/// <summary>
/// The key of a query's grain. For a text: <c>text/{cleaner}:{cleaned text}</c>, where the text is cleaned once, as the tokenizer does it. Equal keys
/// mean equal tokens; the key loses nothing.
/// </summary>
public readonly record struct QueryKey
{
    private const string TextPrefix = $"text/{TextCleaner.Name}:";

    private QueryKey(string cleaned) => Cleaned = cleaned;

    /// <summary>The cleaned text.</summary>
    public string Cleaned { get; }

    /// <summary>The grain's key.</summary>
    public string Value => TextPrefix + Cleaned;

    /// <summary>Cleans a text into a key.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: the text is empty after cleaning, or too long.</exception>
    public static QueryKey FromText(string text)
    {
        string cleaned;
        try
        {
            cleaned = TextCleaner.Clean(text);
        }
        catch (TextTooLongException exception)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, exception.Message, exception);
        }

        return cleaned.Length > 0
            ? new QueryKey(cleaned)
            : throw new Txt2ImageException(ErrorCode.InvalidRequest, "The query is empty. Enter a text to search for.");
    }

    /// <summary>
    /// Removes the query from a text for logs and traces. Everything after a query key's prefix is removed, because all of it may be the query. Grain
    /// ids, and therefore Orleans messages, contain such keys.
    /// </summary>
    internal static string Redact(string text)
    {
        var at = text.IndexOf(TextPrefix, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at + TextPrefix.Length), "…");
    }

    /// <summary>Reads a grain's key.</summary>
    internal static QueryKey Parse(string key) => key.StartsWith(TextPrefix, StringComparison.Ordinal)
        ? new QueryKey(key[TextPrefix.Length..])
        : throw new Txt2ImageException(
            ErrorCode.InvalidRequest, string.Create(CultureInfo.InvariantCulture, $"A query's key must begin with {TextPrefix}."));
}
