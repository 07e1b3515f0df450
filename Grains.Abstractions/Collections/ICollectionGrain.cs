using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>The only writer of a collection. Its key is the collection's physical id.</summary>
[Alias("txt2image.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Adds images whose bytes are already stored. When it returns, every image that did not fail is durable and the collection has a new version. A
    /// queued write is carried out even if its caller cancels.
    /// </summary>
    /// <returns>One outcome for each image, in order.</returns>
    [Alias("Add"), ResponseTimeout("00:00:12")]
    Task<ImmutableArray<AddOutcome>> AddAsync(AddImages request, CancellationToken cancellationToken);

    /// <summary>Changes an image's caption and fields. When it returns, the change is durable and the collection has a new version.</summary>
    /// <returns>The image as it is now.</returns>
    /// <exception cref="Txt2ImageException">
    /// NotFound: the image; PreconditionFailed: it has none of the tags; InvalidRequest: it would have too many fields.
    /// </exception>
    [Alias("Edit"), ResponseTimeout("00:00:12")]
    Task<ListedImage> EditAsync(EditImage request, CancellationToken cancellationToken);

    /// <summary>Deletes images: the bytes, then the points.</summary>
    /// <returns>The ids that existed.</returns>
    [Alias("Delete"), ResponseTimeout("00:00:12")]
    Task<ImmutableArray<Guid>> DeleteAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Removes names, each from one image. An image that loses its last name is deleted: its bytes, then its point.</summary>
    [Alias("RemoveImageNames"), ResponseTimeout("00:00:12")]
    Task<RemovedNames> RemoveNamesAsync(ImmutableArray<ImageName> names, CancellationToken cancellationToken);

    /// <summary>Deletes, among these images, points without bytes and bytes without a point. Complete images are kept.</summary>
    /// <returns>The images of which something was deleted.</returns>
    [Alias("Repair"), ResponseTimeout("00:00:12")]
    Task<ImmutableArray<Guid>> RepairAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken);

    /// <summary>What was written since a version. From the first call on, the writes that follow are remembered, as many as memory allows.</summary>
    /// <param name="since">A version; null to begin with the present one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Changes"), ResponseTimeout("00:00:12")]
    Task<CollectionChanges> ChangesAsync(string? since, CancellationToken cancellationToken);

    /// <summary>
    /// Puts another collection in the place of this one, after the last few changes were copied to it. Writes that were sent to this one by its name
    /// are then refused as Unavailable.
    /// </summary>
    /// <returns>False if more than a few images have changed; then nothing is done.</returns>
    [Alias("Replace"), ResponseTimeout("00:00:20")]
    Task<bool> ReplaceAsync(ReplaceCollection request, CancellationToken cancellationToken);

    /// <summary>Deletes the collection with its points and bytes.</summary>
    /// <returns>Whether it existed.</returns>
    [Alias("Drop"), ResponseTimeout("00:00:12")]
    Task<bool> DropAsync(CancellationToken cancellationToken);
}

/// <summary>The result of removing names.</summary>
/// <param name="Removed">The names that their images had.</param>
/// <param name="Deleted">The images that lost their last name.</param>
[GenerateSerializer, Immutable, Alias("txt2image.RemovedImageNames")]
public sealed record RemovedNames([property: Id(0)] ImmutableArray<ImageName> Removed, [property: Id(1)] ImmutableArray<Guid> Deleted);

/// <summary>A name of one image. Other images may have the same name.</summary>
/// <param name="Id">The image.</param>
/// <param name="Name">The name (path).</param>
[GenerateSerializer, Immutable, Alias("txt2image.ImageName")]
public readonly record struct ImageName([property: Id(0)] Guid Id, [property: Id(1)] string Name);

/// <summary>Images for a collection, with the model that embedded them.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.AddImages")]
public sealed record AddImages([property: Id(0)] string Model, [property: Id(1)] ImmutableArray<NewImage> Images);

/// <summary>An image to add.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.NewImage")]
public sealed record NewImage
{
    /// <summary>The first 128 bits of the SHA-256 of its bytes, as a big-endian UUID.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Its embedding, or null if the collection is known to contain the image; then only the name, caption and fields are written.</summary>
    [Id(1)]
    public Embedding? Embedding { get; init; }

    /// <summary>The name (path) to add it under.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>A caption, or null to keep the current one.</summary>
    [Id(3)]
    public string? Caption { get; init; }

    /// <summary>Width in pixels, after the EXIF rotation.</summary>
    [Id(5)]
    public int Width { get; init; }

    /// <summary>Height in pixels, after the EXIF rotation.</summary>
    [Id(6)]
    public int Height { get; init; }

    /// <summary>The original's media type.</summary>
    [Id(7)]
    public string MediaType { get; init; } = "";

    /// <summary>The original's size in bytes.</summary>
    [Id(8)]
    public long Bytes { get; init; }

    /// <summary>
    /// When it was taken, in seconds since 1970 UTC, if its file says so. Becomes the field <c>taken</c>, unless the fields already contain one.
    /// </summary>
    [Id(9)]
    public long? Taken { get; init; }

    /// <summary>
    /// Whether a preview replaces its original, which is not stored. Becomes the field <c>previewOnly</c>, until the image is added with its
    /// original.
    /// </summary>
    [Id(10)]
    public bool IsPreviewOnly { get; init; }

    /// <summary>Its fields, or null to keep the current ones. (The number 4 was that of their JSON.)</summary>
    [Id(11)]
    public ImmutableArray<ImageField>? Fields { get; init; }

    /// <summary>
    /// The image that this one replaces under its name, as a file that was changed in place; null if it replaces none. It loses the name, and is
    /// deleted if it was its last.
    /// </summary>
    [Id(12)]
    public Guid? Replaces { get; init; }

    /// <summary>A blurred picture of it: a ThumbHash of at most 25 bytes; default or empty if there is none.</summary>
    [Id(13)]
    public ImmutableArray<byte> ThumbHash { get; init; } = [];

    /// <summary>
    /// Whether its picture is the JPEG in a camera's RAW file, which is the original. Becomes the field <c>rawPreview</c>.
    /// </summary>
    [Id(14)]
    public bool IsRawPreview { get; init; }
}

/// <summary>The outcome of adding an image.</summary>
[GenerateSerializer]
public enum AddStatus
{
    /// <summary>The image is new.</summary>
    Added,

    /// <summary>The image existed; its names, caption or fields changed.</summary>
    Updated,

    /// <summary>The image existed, and nothing changed.</summary>
    Unchanged,

    /// <summary>The image came without an embedding but does not exist (any more), so it must be embedded.</summary>
    Missing,

    /// <summary>The image was not added; <see cref="AddOutcome.Error"/> gives the reason.</summary>
    Failed,

    /// <summary>The image has the name, and the image that it replaces has lost it.</summary>
    Replaced,
}

/// <summary>The outcome of adding an image, with the reason if it failed.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.AddOutcome")]
public sealed record AddOutcome
{
    /// <summary>What happened.</summary>
    [Id(0)]
    public required AddStatus Status { get; init; }

    /// <summary>The kind of failure, for <see cref="AddStatus.Failed"/>.</summary>
    [Id(1)]
    public ErrorCode? Error { get; init; }

    /// <summary>What happened and what to do about it.</summary>
    [Id(2)]
    public string? Detail { get; init; }

    /// <summary>When to try again, if the failure is temporary.</summary>
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
