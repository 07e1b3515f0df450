namespace Txt2Image.Client;

/// <summary>What happened to names that were to be removed.</summary>
public sealed record RemovedNames : ServerAnswer
{
    /// <summary>How many of the names their images had.</summary>
    public long Removed { get; init; }

    /// <summary>How many images lost their last name and were deleted.</summary>
    public long DeletedImages { get; init; }

    /// <summary>The collection's version after the removal.</summary>
    public string? Version { get; init; }

    /// <summary>The names that their images did not have.</summary>
    public IReadOnlyList<ImageName>? Unknown { get; init; }
}

/// <summary>A name of one image. Other images may have the same name.</summary>
/// <param name="Id">The image.</param>
/// <param name="Name">One of its names.</param>
public sealed record ImageName(Guid Id, string Name);

/// <summary>The ids that a collection lacks.</summary>
internal sealed record MissingImages : ServerAnswer
{
    public IReadOnlyList<Guid>? Missing { get; init; }
}
