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
}
