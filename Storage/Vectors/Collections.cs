namespace Txt2Image.Storage.Vectors;

/// <summary>What a collection is created from.</summary>
/// <param name="Name">Its name: 1 to 64 of a-z, 0-9, underscore and hyphen, beginning with a letter or digit.</param>
/// <param name="Model">The fingerprint of the model its embeddings come from; it never changes.</param>
/// <param name="ModelName">The model's name, for people.</param>
/// <param name="Dimension">The length of its embeddings, 1 to <see cref="StorageLimits.MaxDimension"/>.</param>
public sealed record NewCollection(string Name, string Model, string ModelName, int Dimension);

/// <summary>A collection as the catalogue knows it.</summary>
/// <param name="Id">The physical id: never used again once the collection is dropped.</param>
/// <param name="Name">Its name.</param>
/// <param name="Aliases">Other names that lead to it.</param>
/// <param name="Model">The fingerprint of the model its embeddings come from.</param>
/// <param name="ModelName">The model's name, for people.</param>
/// <param name="Dimension">The length of its embeddings.</param>
/// <param name="Points">How many points it holds.</param>
/// <param name="Version">A random token that every write renews.</param>
/// <param name="Created">When it was created, UTC.</param>
/// <param name="Bytes">The sum of the lengths of its points' originals; null where it was not counted from the start.</param>
/// <param name="Changed">When its points were last written, UTC; its creation if they never were.</param>
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
    DateTimeOffset Changed)
{
    /// <summary>A collection that begins now, empty.</summary>
    internal static CollectionInfo New(NewCollection wanted, string version, DateTimeOffset now) => new(
        Guid.NewGuid(),
        wanted.Name,
        [],
        wanted.Model,
        wanted.ModelName,
        wanted.Dimension,
        0,
        version,
        now.ToUniversalTime(),
        0,
        now.ToUniversalTime());
}

/// <summary>Bounds that every store keeps.</summary>
public static class StorageLimits
{
    /// <summary>The most hits one search returns.</summary>
    public const int MaxHits = 1000;

    /// <summary>The longest embedding.</summary>
    public const int MaxDimension = 4096;
}
