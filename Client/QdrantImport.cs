namespace Txt2Image.Client;

/// <summary>The collections that other programs keep in the server's Qdrant.</summary>
public sealed record QdrantSourceList : ServerAnswer
{
    /// <summary>The collections, by name.</summary>
    public IReadOnlyList<QdrantSource> Sources { get; init; } = [];
}

/// <summary>A collection in Qdrant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">How many points it has.</param>
public sealed record QdrantSource(string Name, long Points);

/// <summary>What happened to a page of points.</summary>
public sealed record ImportedPage : ServerAnswer
{
    /// <summary>One outcome for each point, in the order of their ids.</summary>
    public IReadOnlyList<ImportedPoint> Points { get; init; } = [];

    /// <summary>The point after which the next page begins; null on the last.</summary>
    public string? Next { get; init; }

    /// <summary>The collection's version after the import: an answer of this version includes these images.</summary>
    public string? Version { get; init; }
}

/// <summary>What happened to a point.</summary>
public sealed record ImportedPoint : UploadedImage
{
    /// <summary>The point's id in Qdrant.</summary>
    public string Point { get; init; } = "";
}
