using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>Lists the images of collections, and finds them by their ids. Stateless; its key is 0.</summary>
[Alias("txt2image.IImageListingGrain")]
public interface IImageListingGrain : IGrainWithIntegerKey
{
    /// <summary>Images in the order of their ids, from the first after <paramref name="after"/> on (null: from the start).</summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="after">An id; it need not be there.</param>
    /// <param name="limit">The most images; with embeddings, few enough for a message.</param>
    /// <param name="embeddings">Whether each comes with its embedding.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Page"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<ListedImage>> PageAsync(Guid collection, Guid? after, int limit, bool embeddings, CancellationToken cancellationToken);

    /// <summary>Those of these images that the collection has.</summary>
    [Alias("Find"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<FoundImage>> FindAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken);
}

/// <summary>An image of a collection with all that is stored of it but its bytes.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.ListedImage")]
public sealed record ListedImage
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>All names (paths) it was added under.</summary>
    [Id(1)]
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>Its caption, if it has one.</summary>
    [Id(2)]
    public string? Caption { get; init; }

    /// <summary>Its fields as a JSON object, or null if it has none.</summary>
    [Id(3)]
    public string? Fields { get; init; }

    /// <summary>Pixels across.</summary>
    [Id(4)]
    public int Width { get; init; }

    /// <summary>Pixels down.</summary>
    [Id(5)]
    public int Height { get; init; }

    /// <summary>The type of the original's bytes.</summary>
    [Id(6)]
    public string MediaType { get; init; } = "";

    /// <summary>The original's length in bytes.</summary>
    [Id(7)]
    public long Bytes { get; init; }

    /// <summary>Its embedding, if it was asked for.</summary>
    [Id(8)]
    public Embedding? Embedding { get; init; }
}

/// <summary>An image that a collection has.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsPreviewOnly">Whether a preview stands in for its original, which is not kept.</param>
[GenerateSerializer, Immutable, Alias("txt2image.FoundImage")]
public sealed record FoundImage([property: Id(0)] Guid Id, [property: Id(1)] bool IsPreviewOnly);
