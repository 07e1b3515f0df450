namespace Txt2Image.Client;

/// <summary>How often a collection's images have which values in their fields.</summary>
public sealed record CollectionFacets : ServerAnswer
{
    /// <summary>The collection, by its own name.</summary>
    public string Collection { get; init; } = "";

    /// <summary>The version of the collection that was counted.</summary>
    public string? Version { get; init; }

    /// <summary>How many images were counted: at most 10,000.</summary>
    public int Counted { get; init; }

    /// <summary>Whether there are more images, so that those counted are a random sample.</summary>
    public bool Sample { get; init; }

    /// <summary>
    /// The fields that tell images apart, by name, with their most frequent values. Of <c>taken</c> the values are years.
    /// </summary>
    public IReadOnlyDictionary<string, Facet> Facets { get; init; } = new Dictionary<string, Facet>(StringComparer.Ordinal);
}
