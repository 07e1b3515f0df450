namespace Txt2Image.Storage.Vectors;

/// <summary>The data for creating a collection.</summary>
/// <param name="Name">Its name: 1 to 64 characters of a-z, 0-9, underscore and hyphen, beginning with a letter or digit.</param>
/// <param name="Model">The fingerprint of the model its embeddings come from; it cannot be changed.</param>
/// <param name="ModelName">The model's name, for people.</param>
/// <param name="Dimension">The length of its embeddings, 1 to <see cref="StorageLimits.MaxDimension"/>.</param>
public sealed record NewCollection(string Name, string Model, string ModelName, int Dimension);

/// <summary>A collection as recorded in the catalogue.</summary>
/// <param name="Id">The physical id; never reused after the collection is dropped.</param>
/// <param name="Name">Its name.</param>
/// <param name="Aliases">Other names for it.</param>
/// <param name="Model">The fingerprint of the model its embeddings come from.</param>
/// <param name="ModelName">The model's name, for people.</param>
/// <param name="Dimension">The length of its embeddings.</param>
/// <param name="Points">The number of points.</param>
/// <param name="Version">A token that every write renews; see <see cref="WriteHistory"/>.</param>
/// <param name="Created">When it was created, UTC.</param>
/// <param name="Bytes">The total length of its points' originals; null if it was not counted from the start.</param>
/// <param name="Changed">When its points were last written, UTC; its creation time if they never were.</param>
/// <param name="History">The history of its writes.</param>
public sealed record CollectionInfo(
    Guid Id,
    string Name,
    IReadOnlyList<string> Aliases,
    string Model,
    string ModelName,
    int Dimension,
    long Points,
    string Version,
    DateTimeOffset Created,
    long? Bytes,
    DateTimeOffset Changed,
    WriteHistory History)
{
    /// <summary>A new, empty collection.</summary>
    internal static CollectionInfo New(Guid id, NewCollection wanted, DateTimeOffset now) => new(
        id,
        wanted.Name,
        [],
        wanted.Model,
        wanted.ModelName,
        wanted.Dimension,
        0,
        WriteHistory.FirstVersion(),
        now.ToUniversalTime(),
        0,
        now.ToUniversalTime(),
        WriteHistory.Empty);

    /// <summary>This collection in the place of another: with its name and creation time, and a version that continues its history.</summary>
    internal CollectionInfo Continuing(CollectionInfo replaced)
    {
        var (history, version) = replaced.History.Next(replaced.Version, own: null);
        return this with { Name = replaced.Name, Created = replaced.Created, History = history, Version = version };
    }
}

/// <summary>Limits of every store.</summary>
public static class StorageLimits
{
    /// <summary>The most hits one search returns.</summary>
    public const int MaxHits = 1000;

    /// <summary>The most candidates that a search of an approximate index keeps.</summary>
    public const int MaxEf = 10_000;

    /// <summary>The longest embedding.</summary>
    public const int MaxDimension = 4096;
}
