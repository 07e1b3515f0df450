using System.Globalization;
using Txt2Image.Clip.Text;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Client;

/// <summary>
/// The key of a question's grain. For a text: <c>text/{cleaner}:{cleaned text}</c>, the text as the tokenizer cleans it, once. Equal keys mean equal
/// tokens; nothing lossy is done to it.
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
    /// <exception cref="Txt2ImageException">InvalidRequest: nothing is left of the text, or it is too long.</exception>
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
            : throw new Txt2ImageException(ErrorCode.InvalidRequest, "The query is empty: give a text to search for.");
    }

    /// <summary>
    /// A text for logs and traces without what was asked: from a question's key on, all of it may be the question, so all of it goes. Grain ids, and with
    /// them the messages of Orleans, hold such keys.
    /// </summary>
    internal static string Redact(string text)
    {
        var at = text.IndexOf(TextPrefix, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at + TextPrefix.Length), "…");
    }

    /// <summary>Reads a grain's key.</summary>
    internal static QueryKey Parse(string key) => key.StartsWith(TextPrefix, StringComparison.Ordinal)
        ? new QueryKey(key[TextPrefix.Length..])
        : throw new Txt2ImageException(ErrorCode.InvalidRequest, string.Create(CultureInfo.InvariantCulture, $"A question's key begins with {TextPrefix}."));
}
