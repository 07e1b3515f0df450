namespace Txt2Image.Client;

/// <summary>A collection of images, bound to the model that embeds them.</summary>
public sealed record CollectionInfo : ServerAnswer
{
    /// <summary>Its name: 1 to 64 of a-z, 0-9, underscore and hyphen, beginning with a letter or digit.</summary>
    public string Name { get; init; } = "";

    /// <summary>The model that embeds its images; only a reindex changes it.</summary>
    public string? Model { get; init; }

    /// <summary>The model's fingerprint, which identifies it down to its weights.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How many numbers an embedding has.</summary>
    public int Dimension { get; init; }

    /// <summary>How many images it has.</summary>
    public long Images { get; init; }

    /// <summary>The size of their originals in bytes; null if it was not counted from the start.</summary>
    public long? Bytes { get; init; }

    /// <summary>Its aliases: other names that point to it.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>A token that every write renews: see <see cref="CollectionHistory"/>.</summary>
    public string? Version { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When its images last changed.</summary>
    public DateTimeOffset? Changed { get; init; }
}

/// <summary>The collections of a server, by name.</summary>
public sealed record CollectionList : ServerAnswer
{
    /// <summary>The collections.</summary>
    public IReadOnlyList<CollectionInfo> Collections { get; init; } = [];
}
