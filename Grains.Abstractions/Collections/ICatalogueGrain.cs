using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Abstractions.Collections;

/// <summary>Reads and changes the catalogue of collections, and looks points up. Stateless; its key is 0.</summary>
[Alias("txt2image.ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithIntegerKey
{
    /// <summary>The collection of this name or alias, or null.</summary>
    /// <param name="name">A name or alias.</param>
    /// <param name="fresh">Reads the catalogue itself; otherwise what is told may be 250 ms old.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Find"), ResponseTimeout("00:00:04")]
    ValueTask<Collection?> FindAsync(string name, bool fresh, CancellationToken cancellationToken);

    /// <summary>All collections, by name.</summary>
    [Alias("List"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<Collection>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Creates a collection for the model that this service serves, or finds the same one.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest (the name, the model), Conflict (the name is taken with another model, or is an alias).</exception>
    [Alias("Create"), ResponseTimeout("00:00:15")]
    Task<CreatedCollection> CreateAsync(string name, string? model, CancellationToken cancellationToken);

    /// <summary>Leads an alias to a collection, in one step also where it led to another.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest (the alias), NotFound, Conflict (a collection has this name).</exception>
    [Alias("SetAlias"), ResponseTimeout("00:00:15")]
    Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken);

    /// <summary>Forgets an alias, if it leads to this collection.</summary>
    /// <returns>Whether it did.</returns>
    [Alias("RemoveAlias"), ResponseTimeout("00:00:15")]
    Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken);

    /// <summary>Images in the order of their ids, from the first after <paramref name="after"/> on (null: from the start).</summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="after">An id; it need not be there.</param>
    /// <param name="limit">The most images; with embeddings, few enough for a message.</param>
    /// <param name="embeddings">Whether each comes with its embedding.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Page"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<ListedImage>> PageAsync(Guid collection, Guid? after, int limit, bool embeddings, CancellationToken cancellationToken);

    /// <summary>The images of these ids that the collection holds.</summary>
    [Alias("Held"), ResponseTimeout("00:00:15")]
    Task<ImmutableArray<HeldImage>> HeldAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken);
}

/// <summary>A collection.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.Collection")]
public sealed record Collection
{
    /// <summary>The physical id: never used again once the collection is deleted.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The fingerprint of its model.</summary>
    [Id(2)]
    public required string Model { get; init; }

    /// <summary>Its model's name, for people.</summary>
    [Id(3)]
    public required string ModelName { get; init; }

    /// <summary>The length of its embeddings.</summary>
    [Id(4)]
    public required int Dimension { get; init; }

    /// <summary>How many images it holds.</summary>
    [Id(5)]
    public required long Images { get; init; }

    /// <summary>A random token that every write renews.</summary>
    [Id(6)]
    public required string Version { get; init; }

    /// <summary>When it was created, UTC.</summary>
    [Id(7)]
    public required DateTimeOffset Created { get; init; }

    /// <summary>Other names that lead to it.</summary>
    [Id(8)]
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The sum of its originals' lengths; null where it was not counted from the start.</summary>
    [Id(9)]
    public long? Bytes { get; init; }

    /// <summary>When its images were last written, UTC.</summary>
    [Id(10)]
    public DateTimeOffset Changed { get; init; }
}

/// <summary>An image of a collection with all that is stored of it but its bytes.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.ListedImage")]
public sealed record ListedImage
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>All names (paths) it was added under.</summary>
    [Id(1)]
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>Its caption, if it has one.</summary>
    [Id(2)]
    public string? Caption { get; init; }

    /// <summary>Its fields as a JSON object, or null if it has none.</summary>
    [Id(3)]
    public string? Fields { get; init; }

    /// <summary>Pixels across.</summary>
    [Id(4)]
    public int Width { get; init; }

    /// <summary>Pixels down.</summary>
    [Id(5)]
    public int Height { get; init; }

    /// <summary>The type of the original's bytes.</summary>
    [Id(6)]
    public string MediaType { get; init; } = "";

    /// <summary>The original's length in bytes.</summary>
    [Id(7)]
    public long Bytes { get; init; }

    /// <summary>Its embedding, if it was asked for.</summary>
    [Id(8)]
    public Embedding? Embedding { get; init; }
}

/// <summary>A collection, and whether this call created it.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.CreatedCollection")]
public sealed record CreatedCollection([property: Id(0)] Collection Collection, [property: Id(1)] bool Created);

/// <summary>An image that a collection holds.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.HeldImage")]
public sealed record HeldImage(
    [property: Id(0)] Guid Id,
    [property: Id(1)] ImmutableArray<string> Names,
    [property: Id(2)] int Width,
    [property: Id(3)] int Height,
    [property: Id(4)] string MediaType,
    [property: Id(5)] bool IsPreviewOnly = false);
