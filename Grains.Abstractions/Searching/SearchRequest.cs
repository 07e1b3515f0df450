using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>Where to search, and which slice of the answer to return.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.SearchRequest")]
public sealed record SearchRequest
{
    /// <summary>The physical id of the collection.</summary>
    [Id(0)]
    public required Guid Collection { get; init; }

    /// <summary>The fingerprint of the collection's model.</summary>
    [Id(1)]
    public required string Model { get; init; }

    /// <summary>The collection's version, read before this call. Answers are cached under it.</summary>
    [Id(2)]
    public required string Version { get; init; }

    /// <summary>How many hits to skip, 0 or more.</summary>
    [Id(3)]
    public int Offset { get; init; }

    /// <summary>How many hits to return, 1 or more; <see cref="Offset"/> + K is at most 1,000.</summary>
    [Id(4)]
    public required int K { get; init; }

    /// <summary>The filter as canonical JSON, so that equal filters are equal strings; null: no filter.</summary>
    [Id(5)]
    public string? Filter { get; init; }

    /// <summary>
    /// Everything that the query's key names by a hash, or nothing, to try whether a cache answers: a cached query needs no image to be decoded.
    /// </summary>
    [Id(6)]
    public ImmutableArray<QueryInput> Inputs { get; init; } = [];

    /// <summary>The lowest score of a hit, or null.</summary>
    [Id(7)]
    public double? MinScore { get; init; }

    /// <summary>The slice begins after this hit instead of at <see cref="Offset"/>; null: it does not.</summary>
    [Id(8)]
    public HitPosition? After { get; init; }

    /// <summary>What is done with the hits before a slice is returned; null: nothing.</summary>
    [Id(9)]
    public Refinement? Refinement { get; init; }

    /// <summary>
    /// The highest chance that the best hit is one of an unrelated text, above 0 to 1; hits that are much worse than it are cut off. Null: none are.
    /// Only for queries of texts.
    /// </summary>
    [Id(10)]
    public double? MaxChance { get; init; }

    /// <summary>
    /// How many candidates an approximate index keeps, 1 to 10,000; 0: every image is compared; null: as the store is set. Answers are cached under
    /// it.
    /// </summary>
    [Id(11)]
    public int? Ef { get; init; }

    /// <summary>
    /// How long after this call the caller takes the hits found so far, if the search is still under way then; also if the store's own deadline ends
    /// it. Null: the whole answer, or an error.
    /// </summary>
    [Id(12)]
    public TimeSpan? PartialWithin { get; init; }
}
