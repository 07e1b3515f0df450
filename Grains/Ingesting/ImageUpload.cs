using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Collections;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Ingesting;

/// <summary>An image as it was uploaded.</summary>
/// <param name="Name">The name (path) to add it under.</param>
/// <param name="Bytes">The file's bytes.</param>
/// <param name="Caption">A caption, or null to keep the current one.</param>
/// <param name="Fields">Its fields, or null to keep the current ones.</param>
public sealed record ImageUpload(string Name, ReadOnlyMemory<byte> Bytes, string? Caption, ParsedFields? Fields)
{
    /// <summary>Whether the original is stored; otherwise a preview replaces it.</summary>
    public bool KeepsOriginal { get; init; } = true;

    /// <summary>An embedding that came with the upload, so that none is computed.</summary>
    public GivenEmbedding? Given { get; init; }

    /// <summary>The image that it replaces under its name; null if it replaces none.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>Why it was rejected on arrival, or null. Nothing else is then known about it; one bad image does not affect the others.</summary>
    public AddOutcome? Refusal { get; init; }

    /// <summary>Creates an image that was rejected on arrival.</summary>
    public static ImageUpload Refused(string name, ErrorCode error, string detail, TimeSpan? retryAfter = null) =>
        new(name, default, null, null) { Refusal = AddOutcome.Failed(error, detail, retryAfter) };

    /// <exception cref="Txt2ImageException">InvalidRequest or Conflict: the upload cannot become a point of this collection.</exception>
    internal void Check(Collection collection)
    {
        NewPoints.CheckName(Name);
        if (Fields?.Fault is { } fault)
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, fault);
        }

        Given?.Check(collection);
    }
}

/// <summary>The outcome of an upload.</summary>
/// <param name="Name">The name of the upload.</param>
/// <param name="Id">The image's id; null if its bytes were not read.</param>
/// <param name="Outcome">Added, updated, replaced, unchanged or failed.</param>
public sealed record ImageAdded(string Name, Guid? Id, AddOutcome Outcome)
{
    /// <summary>Whether its file lacks pixels, and was accepted without them.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether it was not added.</summary>
    public bool IsFailed => Outcome.Status is not (AddStatus.Added or AddStatus.Updated or AddStatus.Replaced or AddStatus.Unchanged);

    /// <summary>The kind of failure, if it failed.</summary>
    public ErrorCode Error => Outcome.Error ?? ErrorCode.Internal;
}
