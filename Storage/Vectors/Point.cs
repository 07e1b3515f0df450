namespace Txt2Image.Storage.Vectors;

/// <summary>An image in a collection: its unit embedding and what is told of it with a hit.</summary>
/// <param name="Id">The first 128 bits of the SHA-256 of the image's bytes, as a big-endian UUID.</param>
/// <param name="Vector">The unit embedding in float32; empty where it was not asked for.</param>
/// <param name="Payload">Names, caption, fields and the picture's size.</param>
public sealed record Point(Guid Id, ReadOnlyMemory<float> Vector, Payload Payload);

/// <summary>What is stored with a point and returned with a hit.</summary>
/// <param name="Names">Its names (paths), at least one, in ordinal order.</param>
/// <param name="Caption">A line of text; null keeps the one there.</param>
/// <param name="Fields">Typed values by name; null keeps those there.</param>
/// <param name="Width">Pixels across, after the EXIF turn.</param>
/// <param name="Height">Pixels down, after the EXIF turn.</param>
/// <param name="MediaType">The type of the original's bytes, as <c>image/jpeg</c>.</param>
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
    /// When the picture was taken, in seconds since 1970 UTC, if its file tells. Only written: it becomes the field <see cref="DerivedFields.Taken"/>, unless
    /// the fields have one.
    /// </summary>
    public long? Taken { get; init; }

    /// <summary>
    /// Whether the picture's original is not kept. Only written: it becomes the field <see cref="DerivedFields.PreviewOnly"/>, until the same image is written
    /// without it.
    /// </summary>
    public bool IsPreviewOnly { get; init; }
}

/// <summary>A point found by a search.</summary>
/// <param name="Id">The image's id.</param>
/// <param name="Score">The cosine, in [-1, 1].</param>
/// <param name="Payload">What is stored with it.</param>
public readonly record struct Hit(Guid Id, float Score, Payload Payload);

/// <summary>What an upsert did with one point.</summary>
public enum UpsertOutcome
{
    /// <summary>The point is new.</summary>
    Added,

    /// <summary>The point was there; its names, caption or fields changed.</summary>
    Updated,

    /// <summary>The point was there with all of this.</summary>
    Unchanged,
}

/// <summary>What an upsert did.</summary>
/// <param name="Outcomes">One for each point given, in order.</param>
/// <param name="Orphans">Points that lost their last name and were deleted: their bytes are nobody's now.</param>
/// <param name="Version">The collection's new version.</param>
public sealed record UpsertResult(IReadOnlyList<UpsertOutcome> Outcomes, IReadOnlyList<Guid> Orphans, string Version);

/// <summary>What a removal of names did.</summary>
/// <param name="Removed">The names that were there.</param>
/// <param name="Orphans">Points that lost their last name and were deleted.</param>
/// <param name="Version">The collection's new version.</param>
public sealed record NamesRemoval(IReadOnlyList<string> Removed, IReadOnlyList<Guid> Orphans, string Version);

/// <summary>What a delete did.</summary>
/// <param name="Deleted">The ids that were there.</param>
/// <param name="Version">The collection's new version.</param>
public sealed record DeleteResult(IReadOnlyList<Guid> Deleted, string Version);
