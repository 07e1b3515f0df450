using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Collections;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Ingesting;

/// <summary>An image as it arrives.</summary>
/// <param name="Name">The name (path) it is added under.</param>
/// <param name="Bytes">The file's bytes.</param>
/// <param name="Caption">A caption, or null to keep the one there.</param>
/// <param name="Fields">Its fields, or null to keep those there.</param>
public sealed record ImageUpload(string Name, ReadOnlyMemory<byte> Bytes, string? Caption, ParsedFields? Fields)
{
    /// <summary>Whether the bytes are kept; else a preview stands in for them.</summary>
    public bool KeepsOriginal { get; init; } = true;

    /// <summary>An embedding that it brings along, so that none is computed.</summary>
    public GivenEmbedding? Given { get; init; }

    /// <summary>Why it was refused as it arrived, when nothing else is known of it: one bad image does not spoil the others.</summary>
    public AddOutcome? Refusal { get; init; }

    /// <summary>An image that is refused as it arrives.</summary>
    public static ImageUpload Refused(string name, ErrorCode error, string detail) =>
        new(name, default, null, null) { Refusal = AddOutcome.Failed(error, detail) };

    /// <exception cref="Txt2ImageException">InvalidRequest or Conflict: it cannot become a point of this collection.</exception>
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

/// <summary>What became of an image that arrived.</summary>
/// <param name="Name">The name it came under.</param>
/// <param name="Id">Its id; null when its bytes were not read.</param>
/// <param name="Outcome">Added, updated, unchanged or failed.</param>
public sealed record ImageAdded(string Name, Guid? Id, AddOutcome Outcome)
{
    /// <summary>Whether it was not added.</summary>
    public bool IsFailed => Outcome.Status is not (AddStatus.Added or AddStatus.Updated or AddStatus.Unchanged);

    /// <summary>Which failure, if it is one.</summary>
    public ErrorCode Error => Outcome.Error ?? ErrorCode.Internal;
}
