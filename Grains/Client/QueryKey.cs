using System.Text.RegularExpressions;
using Txt2Image.Clip.Text;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Client;

/// <summary>
/// The key of a query's grain. For a text: <c>text/{cleaner}:{cleaned text}</c>, where the text is cleaned once, as the tokenizer does it. Equal keys
/// mean equal tokens; the key loses nothing. For other queries: <c>terms/{cleaner}:</c> and their <see cref="QueryTerms"/>.
/// </summary>
public readonly partial record struct QueryKey
{
    private const string TextKind = "text/";
    private const string TermsKind = "terms/";

    private QueryKey(string kind, string cleaner, string content)
    {
        Value = $"{kind}{cleaner}:{content}";
        Cleaned = kind == TextKind ? content : "";
    }

    /// <summary>The cleaned text; empty if the query is not one text.</summary>
    public string Cleaned { get; }

    /// <summary>The grain's key.</summary>
    public string Value { get; }

    /// <summary>Whether the query is one text.</summary>
    internal bool IsText => Value.StartsWith(TextKind, StringComparison.Ordinal);

    /// <summary>Cleans a text into a key, as the model's tokenizer does.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: the text is empty after cleaning, or too long.</exception>
    public static QueryKey FromText(ClipTokenizer tokenizer, string text) => new(TextKind, tokenizer.CleanerName, Clean(tokenizer, text));

    /// <summary>The key of weighted terms; for a single text, the key of that text.</summary>
    /// <param name="cleaner">The name of what cleaned the texts.</param>
    /// <param name="terms">The terms.</param>
    internal static QueryKey FromTerms(string cleaner, QueryTerms terms) => terms.Terms is [{ Kind: TermKind.Text, Weight: > 0 } only]
        ? new(TextKind, cleaner, only.Content)
        : new(TermsKind, cleaner, terms.ToString());

    /// <summary>Cleans a text as the model's tokenizer does.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: the text is empty after cleaning, or too long.</exception>
    internal static string Clean(ClipTokenizer tokenizer, string text)
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
            ? cleaned
            : throw new Txt2ImageException(ErrorCode.InvalidRequest, "The query is empty. Enter a text to search for.");
    }

    /// <summary>The name of what cleaned the texts.</summary>
    internal string ReadCleaner() => Value[(Value.IndexOf('/', StringComparison.Ordinal) + 1)..Value.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>The terms of a query that is not one text.</summary>
    internal QueryTerms ReadTerms() => QueryTerms.Parse(Value.AsSpan(Value.IndexOf(':', StringComparison.Ordinal) + 1));

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
    internal static QueryKey Parse(string key)
    {
        if (Prefix().Match(key) is not { Success: true, Index: 0, Length: var length })
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, $"A query's key must begin with {TextKind} or {TermsKind} and a cleaner's name.");
        }

        var kind = key.StartsWith(TextKind, StringComparison.Ordinal) ? TextKind : TermsKind;
        return new QueryKey(kind, key[kind.Length..(length - 1)], key[length..]);
    }

    /// <summary>The kind and the cleaner, with their separators.</summary>
    [GeneratedRegex("(text|terms)/[a-z-]+:", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Prefix();
}
