using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Grains.Ingesting;

/// <summary>An image as it arrives.</summary>
/// <param name="Name">The name (path) it is added under.</param>
/// <param name="Bytes">The file's bytes.</param>
/// <param name="Caption">A caption, or null to keep the one there.</param>
/// <param name="Fields">Fields as a JSON object of texts, numbers and truths, or null to keep those there.</param>
public sealed record ImageUpload(string Name, ReadOnlyMemory<byte> Bytes, string? Caption, string? Fields)
{
    /// <summary>Whether the bytes are kept; else a preview stands in for them.</summary>
    public bool KeepsOriginal { get; init; } = true;

    /// <summary>An embedding that it brings along, so that none is computed.</summary>
    public GivenEmbedding? Given { get; init; }
}

/// <summary>What became of an upload.</summary>
/// <param name="Id">The image's id; null when nothing was read of it.</param>
/// <param name="Outcome">Added, updated, unchanged or failed.</param>
public sealed record ImageAdded(Guid? Id, AddOutcome Outcome);
