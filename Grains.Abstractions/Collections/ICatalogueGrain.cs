using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>Reads and changes the catalogue of collections. Stateless; its key is 0.</summary>
[Alias("txt2image.ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithIntegerKey
{
    /// <summary>The collection with this name or alias, or null.</summary>
    /// <param name="name">A name or alias.</param>
    /// <param name="fresh">Whether to read the catalogue itself. Otherwise the result may be up to 250 ms old.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Find"), ResponseTimeout("00:00:04")]
    ValueTask<Collection?> FindAsync(string name, bool fresh, CancellationToken cancellationToken);

    /// <summary>All collections, by name.</summary>
    [Alias("List"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<Collection>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The history of the writes of the collection with this name, or null if there is none.</summary>
    [Alias("History"), ResponseTimeout("00:00:15")]
    Task<CollectionHistory?> FindHistoryAsync(string name, CancellationToken cancellationToken);

    /// <summary>Creates a collection for the model that this service runs, or returns the existing one.</summary>
    /// <exception cref="Txt2ImageException">
    /// InvalidRequest (the name or the model), Conflict (the name exists with another model, or is an alias).
    /// </exception>
    [Alias("Create"), ResponseTimeout("00:00:15")]
    Task<CreatedCollection> CreateAsync(string name, string? model, CancellationToken cancellationToken);

    /// <summary>Points an alias to a collection. An alias that pointed to another collection moves atomically.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest (the alias), NotFound, Conflict (a collection already has this name).</exception>
    [Alias("SetAlias"), ResponseTimeout("00:00:15")]
    Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken);

    /// <summary>Removes an alias if it points to this collection.</summary>
    /// <returns>Whether it was removed.</returns>
    [Alias("RemoveAlias"), ResponseTimeout("00:00:15")]
    Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken);
}

/// <summary>A collection.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.Collection")]
public sealed record Collection
{
    /// <summary>The physical id. It is never reused, even after the collection is deleted.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The model's fingerprint.</summary>
    [Id(2)]
    public required string Model { get; init; }

    /// <summary>The model's name, for display.</summary>
    [Id(3)]
    public required string ModelName { get; init; }

    /// <summary>The number of values in each embedding.</summary>
    [Id(4)]
    public required int Dimension { get; init; }

    /// <summary>The number of images.</summary>
    [Id(5)]
    public required long Images { get; init; }

    /// <summary>A token that changes with every write: <c>EPOCH-NUMBER-RANDOM</c>.</summary>
    [Id(6)]
    public required string Version { get; init; }

    /// <summary>When it was created, UTC.</summary>
    [Id(7)]
    public required DateTimeOffset Created { get; init; }

    /// <summary>Other names for it.</summary>
    [Id(8)]
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The total size of its originals in bytes; null if it was not counted from the start.</summary>
    [Id(9)]
    public long? Bytes { get; init; }

    /// <summary>When its images were last written, UTC.</summary>
    [Id(10)]
    public DateTimeOffset Changed { get; init; }
}

/// <summary>A collection, and whether this call created it.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.CreatedCollection")]
public sealed record CreatedCollection([property: Id(0)] Collection Collection, [property: Id(1)] bool Created);
