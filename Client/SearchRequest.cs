namespace Txt2Image.Client;

/// <summary>A search, for a text or for other terms. The server decides what is not given.</summary>
public sealed record SearchRequest
{
    /// <summary>
    /// The text to search for: 1 to 1,000 characters. It may have weighted terms, as in <c>2 * dog + pool - people</c>: a <c>+</c>, <c>-</c> or
    /// <c>*</c> between spaces is an operator, and a term in quotation marks is a text.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>More terms: the search is for the weighted sum of all.</summary>
    public IReadOnlyList<SearchTerm> Terms { get; init; } = [];

    /// <summary>Whether the answer includes the images of <see cref="SearchTerm.Like"/>.</summary>
    public bool WithExamples { get; init; }

    /// <summary>How many hits: 1 to 1,000; 10 if not given.</summary>
    public int? K { get; init; }

    /// <summary>How many of the best hits to skip, for a next page: 0 to 999. K and offset together are at most 1,000.</summary>
    public int? Offset { get; init; }

    /// <summary>The lowest score of a hit, a cosine: -1 to 1.</summary>
    public double? MinScore { get; init; }

    /// <summary>A collection or an alias; the server's default collection if not given.</summary>
    public string? Collection { get; init; }

    /// <summary>What the images must satisfy. It applies before the best are chosen.</summary>
    public SearchFilter? Filter { get; init; }

    /// <summary>
    /// What the images must satisfy, as a text such as <c>year>=2020 and tag:beach</c>; used if <see cref="Filter"/> is not given. The server's
    /// documentation has the grammar.
    /// </summary>
    public string? FilterText { get; init; }

    /// <summary>
    /// Whether the answer must include every image that was acknowledged before the request; it then costs more. Otherwise an image may be
    /// missing for 1 s after it was added.
    /// </summary>
    public bool IsFresh { get; init; }
}
