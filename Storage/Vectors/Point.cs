using System.Collections.Immutable;

namespace Txt2Image.Storage.Vectors;

/// <summary>An image in a collection: its unit embedding and the payload returned with a hit.</summary>
/// <param name="Id">The first 128 bits of the SHA-256 of the image's bytes, as a big-endian UUID.</param>
/// <param name="Vector">The unit embedding in float32; empty if not requested.</param>
/// <param name="Payload">Names, caption, fields and the picture's size.</param>
public sealed record Point(Guid Id, ReadOnlyMemory<float> Vector, Payload Payload);

/// <summary>What is stored with a point and returned with a hit.</summary>
/// <param name="Names">Its names (paths), at least one, in ordinal order.</param>
/// <param name="Caption">A line of text; null keeps the stored one.</param>
/// <param name="Fields">Typed values by name; null keeps the stored ones.</param>
/// <param name="Width">Pixels across, after the EXIF turn.</param>
/// <param name="Height">Pixels down, after the EXIF turn.</param>
/// <param name="MediaType">The type of the original's bytes, e.g. <c>image/jpeg</c>.</param>
/// <param name="Bytes">The original's length in bytes.</param>
public sealed record Payload(
    IReadOnlyList<string> Names,
    string? Caption,
    IReadOnlyDictionary<string, FieldValue>? Fields,
    int Width,
    int Height,
    string MediaType,
    long Bytes)
{
    /// <summary>
    /// When the picture was taken, in seconds since 1970 UTC, if its file says so. Write-only: it becomes the field
    /// <see cref="DerivedFields.Taken"/>, unless that field is given.
    /// </summary>
    public long? Taken { get; init; }

    /// <summary>
    /// Whether the picture's original is not stored. Write-only: it becomes the field <see cref="DerivedFields.PreviewOnly"/>, until the same image
    /// is written with its original.
    /// </summary>
    public bool IsPreviewOnly { get; init; }

    /// <summary>
    /// A blurred picture to show until the thumbnail has loaded: a ThumbHash of at most 25 bytes; empty if there is none, as for points of earlier
    /// versions. An existing point keeps its own.
    /// </summary>
    public ImmutableArray<byte> ThumbHash { get; init; } = [];

    /// <summary>
    /// Whether the picture is the JPEG in a camera's RAW file. Write-only: it becomes the field <see cref="DerivedFields.RawPreview"/>.
    /// </summary>
    public bool IsRawPreview { get; init; }

    /// <summary>
    /// Whether caption and fields replace the stored ones, also where they are null. Write-only. Whether the original is stored is not changed.
    /// </summary>
    public bool IsEdit { get; init; }

    /// <summary>
    /// The point that loses these names, because this one replaces it there: a file that was changed in place. It is deleted with its last name. A
    /// point that does not have them, or does not exist, is not changed. Write-only.
    /// </summary>
    public Guid? Replaces { get; init; }
}

/// <summary>A point found by a search.</summary>
/// <param name="Id">The image's id.</param>
/// <param name="Score">The cosine, in [-1, 1].</param>
/// <param name="Payload">What is stored with it.</param>
public readonly record struct Hit(Guid Id, float Score, Payload Payload);

/// <summary>The result of an upsert for one point.</summary>
public enum UpsertOutcome
{
    /// <summary>The point is new.</summary>
    Added,

    /// <summary>The point existed; its names, caption or fields changed.</summary>
    Updated,

    /// <summary>The point existed and nothing changed.</summary>
    Unchanged,

    /// <summary>The point has the names, and the one that it replaces has lost them.</summary>
    Replaced,
}

/// <summary>The result of an upsert.</summary>
/// <param name="Outcomes">One for each point given, in order.</param>
/// <param name="Orphans">Points that were replaced under their last name and so deleted; their image files are no longer used.</param>
/// <param name="Version">The collection's new version.</param>
public sealed record UpsertResult(IReadOnlyList<UpsertOutcome> Outcomes, IReadOnlyList<Guid> Orphans, string Version)
{
    /// <summary>All points that were added, changed or deleted, also those that only lost a name because they were replaced.</summary>
    public IReadOnlyList<Guid> Changed { get; init; } = [];

    /// <summary>The points that are new, in the order in which they were given.</summary>
    public IReadOnlyList<Guid> Added { get; init; } = [];
}

/// <summary>The result of a removal of names.</summary>
/// <param name="Removed">The names that their points had.</param>
/// <param name="Orphans">Points that lost their last name and were deleted.</param>
/// <param name="Version">The collection's new version.</param>
public sealed record NamesRemoval(IReadOnlyList<PointName> Removed, IReadOnlyList<Guid> Orphans, string Version);

/// <summary>The result of a delete.</summary>
/// <param name="Deleted">The deleted ids.</param>
/// <param name="Version">The collection's new version.</param>
public sealed record DeleteResult(IReadOnlyList<Guid> Deleted, string Version);
