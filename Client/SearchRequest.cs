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

    /// <summary>
    /// The <see cref="SearchAnswer.Next"/> of the page before, instead of <see cref="Offset"/>; everything else stays the same, except K.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>The lowest score of a hit, a cosine: -1 to 1.</summary>
    public double? MinScore { get; init; }

    /// <summary>
    /// Whether hits that do not match the texts better than chance are left out: see <see cref="SearchAnswer.Cutoff"/>. Only for searches by text.
    /// </summary>
    public bool CutsOff { get; init; }

    /// <summary>
    /// With <see cref="CutsOff"/>, the highest chance that the best hit is one of an unrelated text: 0.005 to 1; 0.05 if not given.
    /// </summary>
    public double? MaxChance { get; init; }

    /// <summary>A collection or an alias; the server's default collection if not given.</summary>
    public string? Collection { get; init; }

    /// <summary>What the images must satisfy. It applies before the best are chosen.</summary>
    public SearchFilter? Filter { get; init; }

    /// <summary>
    /// What the images must satisfy, as a text such as <c>year>=2020 and tag:beach</c>; used if <see cref="Filter"/> is not given. The server's
    /// documentation has the grammar.
    /// </summary>
    public string? FilterText { get; init; }

    /// <summary>The order of the hits; the best first if not given.</summary>
    public HitOrder? Sort { get; init; }

    /// <summary>
    /// The cosine of two images, 0 to 1, from which they are folded into the better one: see <see cref="Hit.Folded"/>. A usual value is 0.95.
    /// </summary>
    public double? Collapse { get; init; }

    /// <summary>
    /// How much a hit must differ from those before it (maximal marginal relevance): 0 changes nothing, 1 ignores the scores after the first hit.
    /// It cannot be combined with <see cref="Sort"/>.
    /// </summary>
    public double? Diversity { get; init; }

    /// <summary>Fields whose values are counted over the hits: at most 16.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary>
    /// How many of the best hits sorting, folding, diversity and facets work on: 1 to 1,000; 100, or K if that is larger, if not given.
    /// </summary>
    public int? Within { get; init; }

    /// <summary>
    /// How many candidates Qdrant's index keeps: 1 to 10,000. More find more of the best hits, and take longer. Embedded collections ignore it.
    /// </summary>
    public int? Ef { get; init; }

    /// <summary>Whether the query is compared with every image, instead of <see cref="Ef"/>. Embedded collections always are.</summary>
    public bool IsExact { get; init; }

    /// <summary>
    /// Whether the hits found so far are an answer when the server's time for a search is out: see <see cref="SearchAnswer.Partial"/>. Otherwise that
    /// is an error (Unavailable or Timeout), as it always is with Qdrant.
    /// </summary>
    public bool AllowsPartial { get; init; }

    /// <summary>
    /// Whether the answer must include every image that was acknowledged before the request; it then costs more. Otherwise an image may be
    /// missing for 1 s after it was added.
    /// </summary>
    public bool IsFresh { get; init; }
}

/// <summary>The order of hits.</summary>
public enum HitOrder
{
    /// <summary>The best first.</summary>
    Score,

    /// <summary>The latest first, by the field <c>taken</c>; images without it come last.</summary>
    Taken,

    /// <summary>By name, from A to Z.</summary>
    Name,
}
