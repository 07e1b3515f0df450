namespace Txt2Image.Client;

/// <summary>What happened to names that were to be removed.</summary>
public sealed record RemovedNames : ServerAnswer
{
    /// <summary>How many of the names existed.</summary>
    public long Removed { get; init; }

    /// <summary>How many images lost their last name and were deleted.</summary>
    public long DeletedImages { get; init; }

    /// <summary>The collection's version after the removal.</summary>
    public string? Version { get; init; }

    /// <summary>The names that no image had.</summary>
    public IReadOnlyList<string>? Unknown { get; init; }
}

/// <summary>The ids that a collection lacks.</summary>
internal sealed record MissingImages : ServerAnswer
{
    public IReadOnlyList<Guid>? Missing { get; init; }
}
