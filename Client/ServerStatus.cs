namespace Txt2Image.Client;

/// <summary>What runs on a server. Other versions of the server may report less.</summary>
public sealed record ServerStatus : ServerAnswer
{
    /// <summary>The server's version.</summary>
    public string? Version { get; init; }

    /// <summary>The model of new collections.</summary>
    public string? Model { get; init; }

    /// <summary>All models that it serves; the first is that of new collections.</summary>
    public IReadOnlyList<ServedModel> Models { get; init; } = [];

    /// <summary>Whether the model of new collections knows only the drawings that it was trained on.</summary>
    public bool KnowsOnlyItsWorld { get; init; }

    /// <summary>The devices that run them, such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>The collection that is searched if none is named.</summary>
    public string? DefaultCollection { get; init; }

    /// <summary>All collections, by name.</summary>
    public IReadOnlyList<CollectionInfo> Collections { get; init; } = [];

    /// <summary>The progress of the demo gallery; null when nothing is being added to it.</summary>
    public IndexingProgress? Indexing { get; init; }
}

/// <summary>A model that a server runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fingerprint">Its fingerprint, which identifies it down to its weights.</param>
/// <param name="Dimension">How many numbers an embedding has.</param>
public sealed record ServedModel(string Name, string Fingerprint, int Dimension);

/// <summary>The progress of filling a collection.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Done">How many images have been added.</param>
/// <param name="Total">How many there are to add.</param>
public sealed record IndexingProgress(string? Collection, int Done, int Total);

/// <summary>Whether a server is ready for requests.</summary>
public sealed record HealthReport : ServerAnswer
{
    /// <summary>Whether it is ready for requests.</summary>
    public bool Ready { get; init; }

    /// <summary>Whether a part of it does not respond at the moment; cached answers are still returned.</summary>
    public bool Degraded { get; init; }

    /// <summary>Each part, with <c>ok</c> or what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string>? Parts { get; init; }
}
