using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>The one writer of a collection. Its key is the collection's physical id.</summary>
[Alias("txt2image.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Adds images whose bytes are stored already. When it returns, every image that is not a failure is durable, and the collection's version is a new one.
    /// A write that is queued is done even if its caller leaves.
    /// </summary>
    /// <returns>One outcome for each image, in order.</returns>
    [Alias("Add"), ResponseTimeout("00:00:12")]
    Task<ImmutableArray<AddOutcome>> AddAsync(AddImages request, CancellationToken cancellationToken);

    /// <summary>Deletes images: the bytes, then the points.</summary>
    /// <returns>The ids that were there.</returns>
    [Alias("Delete"), ResponseTimeout("00:00:12")]
    Task<ImmutableArray<Guid>> DeleteAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Takes names away. An image that loses its last one is deleted: its bytes, then its point.</summary>
    [Alias("RemoveNames"), ResponseTimeout("00:00:12")]
    Task<RemovedNames> RemoveNamesAsync(ImmutableArray<string> names, CancellationToken cancellationToken);

    /// <summary>Of these images, deletes the points whose bytes are gone, and the bytes that no point names. What is whole stays.</summary>
    /// <returns>The images of which something was deleted.</returns>
    [Alias("Repair"), ResponseTimeout("00:00:12")]
    Task<ImmutableArray<Guid>> RepairAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Deletes the collection with its points and bytes.</summary>
    /// <returns>Whether it existed.</returns>
    [Alias("Drop"), ResponseTimeout("00:00:12")]
    Task<bool> DropAsync(CancellationToken cancellationToken);
}

/// <summary>What a removal of names did.</summary>
/// <param name="Removed">The names that were there.</param>
/// <param name="Deleted">The images that lost their last name.</param>
[GenerateSerializer, Immutable, Alias("txt2image.RemovedNames")]
public sealed record RemovedNames([property: Id(0)] ImmutableArray<string> Removed, [property: Id(1)] ImmutableArray<Guid> Deleted);

/// <summary>Images for a collection, bound to the model that embedded them.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.AddImages")]
public sealed record AddImages([property: Id(0)] string Model, [property: Id(1)] ImmutableArray<NewImage> Images);

/// <summary>An image to add.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.NewImage")]
public sealed record NewImage
{
    /// <summary>The first 128 bits of the SHA-256 of its bytes, as a big-endian UUID.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Its embedding, or null when the collection is known to hold the image: then only name, caption and fields are written.</summary>
    [Id(1)]
    public Embedding? Embedding { get; init; }

    /// <summary>The name (path) it is added under.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>A caption, or null to keep the one there.</summary>
    [Id(3)]
    public string? Caption { get; init; }

    /// <summary>Fields as a JSON object of texts, numbers and truths, or null to keep those there.</summary>
    [Id(4)]
    public string? Fields { get; init; }

    /// <summary>Pixels across, after the EXIF turn.</summary>
    [Id(5)]
    public int Width { get; init; }

    /// <summary>Pixels down, after the EXIF turn.</summary>
    [Id(6)]
    public int Height { get; init; }

    /// <summary>The type of the original's bytes.</summary>
    [Id(7)]
    public string MediaType { get; init; } = "";

    /// <summary>The original's length in bytes.</summary>
    [Id(8)]
    public long Bytes { get; init; }

    /// <summary>When it was taken, in seconds since 1970 UTC, if its file tells: the field <c>taken</c>, unless the fields have one.</summary>
    [Id(9)]
    public long? Taken { get; init; }

    /// <summary>Whether a preview stands in for its original, which is not kept: the field <c>previewOnly</c>, until it is added without this.</summary>
    [Id(10)]
    public bool IsPreviewOnly { get; init; }
}

/// <summary>What became of an image.</summary>
[GenerateSerializer]
public enum AddStatus
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It was there; its names, caption or fields changed.</summary>
    Updated,

    /// <summary>It was there, with all of this.</summary>
    Unchanged,

    /// <summary>It came without an embedding, and is not there (any more): it must be embedded.</summary>
    Missing,

    /// <summary>It was not added: <see cref="AddOutcome.Error"/> says why.</summary>
    Failed,
}

/// <summary>What became of an image, and why if it failed.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.AddOutcome")]
public sealed record AddOutcome
{
    /// <summary>What became of it.</summary>
    [Id(0)]
    public required AddStatus Status { get; init; }

    /// <summary>Which failure, for <see cref="AddStatus.Failed"/>.</summary>
    [Id(1)]
    public ErrorCode? Error { get; init; }

    /// <summary>What to do about the failure.</summary>
    [Id(2)]
    public string? Detail { get; init; }

    /// <summary>When to try again, if the failure will pass.</summary>
    [Id(3)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A failure.</summary>
    public static AddOutcome Failed(ErrorCode error, string detail, TimeSpan? retryAfter = null) =>
        new() { Status = AddStatus.Failed, Error = error, Detail = detail, RetryAfter = retryAfter };

    /// <summary>A failure.</summary>
    public static AddOutcome Failed(Txt2ImageException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return Failed(failure.Code, failure.Message, failure.RetryAfter);
    }
}
