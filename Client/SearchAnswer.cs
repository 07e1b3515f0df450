using System.Text.Json;

namespace Txt2Image.Client;

/// <summary>The images nearest to a query.</summary>
public sealed record SearchAnswer : ServerAnswer
{
    /// <summary>The query as it was sent.</summary>
    public string? Query { get; init; }

    /// <summary>The collection that was searched, by its own name.</summary>
    public string Collection { get; init; } = "";

    /// <summary>The model that embedded the query and the images.</summary>
    public string? Model { get; init; }

    /// <summary>The collection's version at the time of the search.</summary>
    public string? Version { get; init; }

    /// <summary>Which cache answered: <c>none</c>, <c>memory</c> or <c>distributed</c>.</summary>
    public string? Cache { get; init; }

    /// <summary>Whether the query was longer than the model reads, so that its end was cut off.</summary>
    public bool Truncated { get; init; }

    /// <summary>Words of the query that the model has never seen, for models that list the words they know.</summary>
    public IReadOnlyList<string>? UnknownWords { get; init; }

    /// <summary>The query with its misspelt words replaced, to be offered to a person; null if there is nothing to suggest.</summary>
    public string? Suggestion { get; init; }

    /// <summary>How many hits come before these.</summary>
    public int Offset { get; init; }

    /// <summary>The <see cref="SearchRequest.Cursor"/> of the next page; null if there is none.</summary>
    public string? Next { get; init; }

    /// <summary>The hits: score descending, then id, or as requested.</summary>
    public IReadOnlyList<Hit> Hits { get; init; } = [];

    /// <summary>The counts of each field of <see cref="SearchRequest.Facets"/>, by name; null if there were none.</summary>
    public IReadOnlyDictionary<string, Facet>? Facets { get; init; }

    /// <summary>Where the hits were cut off; null without <see cref="SearchRequest.CutsOff"/>.</summary>
    public Cutoff? Cutoff { get; init; }

    /// <summary>
    /// How much was searched before the time was out; null if the answer is whole. Only with <see cref="SearchRequest.AllowsPartial"/>.
    /// </summary>
    public PartialSearch? Partial { get; init; }

    /// <summary>Milliseconds of each stage: <c>total</c>, <c>encode</c>, <c>search</c>.</summary>
    public IReadOnlyDictionary<string, double>? Timings { get; init; }
}

/// <summary>An image that was found.</summary>
public sealed record Hit
{
    /// <summary>The image's id, which its bytes determine: see <see cref="ImageId"/>.</summary>
    public Guid Id { get; init; }

    /// <summary>The cosine similarity of query and image, -1 to 1. It is not a percentage.</summary>
    public double Score { get; init; }

    /// <summary>The first of its names.</summary>
    public string? Name { get; init; }

    /// <summary>All names (paths) under which it was added.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Its caption, if it has one.</summary>
    public string? Caption { get; init; }

    /// <summary>Its fields: texts, numbers and booleans.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fields { get; init; }

    /// <summary>Its width in pixels.</summary>
    public int Width { get; init; }

    /// <summary>Its height in pixels.</summary>
    public int Height { get; init; }

    /// <summary>The URL of its bytes, relative to the server's root: see <see cref="ServerAddress.Absolute"/>.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The URL of its thumbnail (WebP, at most 512 pixels per side), relative to the server's root.</summary>
    public string? ThumbnailUrl { get; init; }

    /// <summary>
    /// A blurred picture to show until the thumbnail has loaded: a ThumbHash (https://evanw.github.io/thumbhash) of at most 25 bytes; empty if there
    /// is none.
    /// </summary>
    public ReadOnlyMemory<byte> ThumbHash { get; init; }

    /// <summary>The near-duplicates that were folded into this hit, by descending score.</summary>
    public IReadOnlyList<Guid> Folded { get; init; } = [];

    /// <summary>
    /// The probability that the best hit of an unrelated text stands out as much as this one; null without <see cref="SearchRequest.CutsOff"/>, or if
    /// it is not known.
    /// </summary>
    public double? Chance { get; init; }
}

/// <summary>Where the hits of a search were cut off.</summary>
public sealed record Cutoff
{
    /// <summary>The highest chance that the best hit may have.</summary>
    public double MaxChance { get; init; }

    /// <summary>Whether chances are known; if not, nothing was cut off.</summary>
    public bool Known { get; init; }

    /// <summary>Whether no image matches better than chance.</summary>
    public bool Nothing { get; init; }

    /// <summary>The lowest score that was kept; null if there is none.</summary>
    public double? MinScore { get; init; }

    /// <summary>A sentence for people, if nothing matches or nothing was cut off.</summary>
    public string? Note { get; init; }
}

/// <summary>How much of a collection was searched before the time was out.</summary>
public sealed record PartialSearch
{
    /// <summary>How many images were looked at.</summary>
    public long Searched { get; init; }

    /// <summary>How many images there are, with or without the filter.</summary>
    public long Total { get; init; }

    /// <summary>No image that was not looked at has a higher score, so no better hit than that is missing.</summary>
    public double CompleteDownTo { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Note { get; init; }
}

/// <summary>How often a field has which value among the hits.</summary>
public sealed record Facet
{
    /// <summary>The 20 most frequent values, by descending count.</summary>
    public IReadOnlyList<FacetValue> Values { get; init; } = [];

    /// <summary>How many hits have another value.</summary>
    public int Others { get; init; }

    /// <summary>How many hits do not have the field.</summary>
    public int Missing { get; init; }
}

/// <summary>A value of a field.</summary>
/// <param name="Value">A text, a number or a boolean.</param>
/// <param name="Count">How many hits have it.</param>
public sealed record FacetValue(JsonElement Value, int Count);
