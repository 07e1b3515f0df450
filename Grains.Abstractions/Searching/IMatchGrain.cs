using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>Compares given images of a collection with a query. Stateless; its key is 0.</summary>
[Alias("txt2image.IMatchGrain")]
public interface IMatchGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Returns those of the images that match the query, in the order of the request. Images that are not there any more are left out.
    /// </summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: the filter; or why the store failed.</exception>
    [Alias("Match"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<SearchHit>> MatchAsync(MatchRequest request, CancellationToken cancellationToken);
}

/// <summary>Images to compare with a query.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.MatchRequest")]
public sealed record MatchRequest
{
    /// <summary>The physical id of the collection.</summary>
    [Id(0)]
    public required Guid Collection { get; init; }

    /// <summary>The images. They must be few enough for one message.</summary>
    [Id(1)]
    public required ImmutableArray<Guid> Ids { get; init; }

    /// <summary>The query's embedding: a unit vector of the collection's model.</summary>
    [Id(2)]
    public required Embedding Embedding { get; init; }

    /// <summary>The lowest score that a match may have, or null.</summary>
    [Id(3)]
    public double? MinScore { get; init; }

    /// <summary>The filter as canonical JSON, or null.</summary>
    [Id(4)]
    public string? Filter { get; init; }
}
