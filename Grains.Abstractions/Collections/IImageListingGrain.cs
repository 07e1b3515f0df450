using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>Lists the images of collections and finds them by id. Stateless; its key is 0.</summary>
[Alias("txt2image.IImageListingGrain")]
public interface IImageListingGrain : IGrainWithIntegerKey
{
    /// <summary>Images in order of id, beginning after <paramref name="after"/> (null: from the start).</summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="after">An id; it does not have to exist.</param>
    /// <param name="limit">The most images. With embeddings, it must be small enough for one message.</param>
    /// <param name="embeddings">Whether to include each image's embedding.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Page"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<ListedImage>> PageAsync(Guid collection, Guid? after, int limit, bool embeddings, CancellationToken cancellationToken);

    /// <summary>Returns those of these images that the collection contains, in no particular order.</summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="ids">The images. They must be few enough for one message.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Get"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<ListedImage>> GetAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken);
    /// <summary>
    /// Images from the one taken last to the one taken first, then those whose time is not known; equal ones in order of id.
    /// </summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="after">The place to begin after (null: the start).</param>
    /// <param name="limit">The most images.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Newest"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<ListedImage>> NewestAsync(Guid collection, ListedPlace? after, int limit, CancellationToken cancellationToken);

    /// <summary>Returns those of these images that the collection contains.</summary>
    [Alias("Find"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<FoundImage>> FindAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken);
}

/// <summary>An image of a collection with everything that is stored about it except its bytes.</summary>
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

    /// <summary>Width in pixels.</summary>
    [Id(4)]
    public int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    [Id(5)]
    public int Height { get; init; }

    /// <summary>The original's media type.</summary>
    [Id(6)]
    public string MediaType { get; init; } = "";

    /// <summary>The original's size in bytes.</summary>
    [Id(7)]
    public long Bytes { get; init; }

    /// <summary>Its embedding, if requested.</summary>
    [Id(8)]
    public Embedding? Embedding { get; init; }

    /// <summary>A hash of its names, caption and fields, which changes with them; empty in a listing.</summary>
    [Id(9)]
    public string Tag { get; init; } = "";
    /// <summary>When it was taken, in seconds since 1970 UTC: the number in its field <c>taken</c>; null if there is none.</summary>
    [Id(10)]
    public double? Taken { get; init; }

    /// <summary>A blurred picture of it: a ThumbHash of at most 25 bytes; default or empty if there is none.</summary>
    [Id(11)]
    public ImmutableArray<byte> ThumbHash { get; init; } = [];
}

/// <summary>A place in the order of <see cref="IImageListingGrain.NewestAsync"/>.</summary>
/// <param name="Taken">The time of the image there, in seconds since 1970 UTC; null if it is not known.</param>
/// <param name="Id">The id of the image there, which does not have to exist.</param>
[GenerateSerializer, Immutable, Alias("txt2image.ListedPlace")]
public sealed record ListedPlace([property: Id(0)] double? Taken, [property: Id(1)] Guid Id);

/// <summary>An image that a collection contains.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsPreviewOnly">Whether a preview replaces its original, which is not stored.</param>
[GenerateSerializer, Immutable, Alias("txt2image.FoundImage")]
public sealed record FoundImage([property: Id(0)] Guid Id, [property: Id(1)] bool IsPreviewOnly);
