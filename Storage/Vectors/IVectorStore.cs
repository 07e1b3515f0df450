namespace Txt2Image.Storage.Vectors;

/// <summary>
/// Keeps points (an image's id, unit embedding and payload) in collections, and the catalogue that names the collections, so that one store
/// restores all. Calls are safe from any thread. Writes to one collection come from one caller at a time (its collection grain).
/// </summary>
/// <remarks>
/// Every member throws <see cref="StoreException"/> on failure, never anything of the database behind it, and
/// <see cref="OperationCanceledException"/> when its token is cancelled; a write that is cancelled may still have happened.
/// </remarks>
public interface IVectorStore : IAsyncDisposable
{
    /// <summary>Creates a collection, or finds that the same one exists.</summary>
    /// <returns>The collection, and whether this call created it.</returns>
    /// <exception cref="StoreException"><see cref="StoreFault.Conflict"/>: the name is taken with another model or dimension, or is an alias.</exception>
    Task<(CollectionInfo Collection, bool Created)> CreateAsync(NewCollection collection, CancellationToken cancellationToken);

    /// <summary>The collection of this name or alias, or null.</summary>
    Task<CollectionInfo?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>All collections, by name in ordinal order.</summary>
    Task<IReadOnlyList<CollectionInfo>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes an alias lead to a collection, in one step also where it led to another one: whoever looks it up finds the one or the other.
    /// </summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="alias">The alias, of the form of a collection's name.</param>
    /// <param name="cancellationToken">Stops waiting for the write.</param>
    /// <exception cref="StoreException"><see cref="StoreFault.NotFound"/>; <see cref="StoreFault.Conflict"/>: a collection has this name.</exception>
    Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken);

    /// <summary>Forgets an alias, if it leads to this collection.</summary>
    /// <returns>Whether it did.</returns>
    Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken);

    /// <summary>Forgets a collection, its aliases and its points. Dropping what does not exist does nothing.</summary>
    /// <returns>Whether it existed.</returns>
    Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken);

    /// <summary>
    /// Adds points or merges them into those there: the names are united, caption and fields are overwritten where given. A name that another point
    /// held moves; a point that loses its last name so is deleted in the same step. When the call returns, all of it is durable and the collection's
    /// version is a new one, even if nothing changed.
    /// </summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="points">The points, of the collection's dimension; an id given twice counts in order.</param>
    /// <param name="cancellationToken">Stops waiting for the write.</param>
    /// <exception cref="StoreException"><see cref="StoreFault.NotFound"/>, <see cref="StoreFault.Mismatch"/> (a vector's length),
    /// <see cref="StoreFault.Unavailable"/>, <see cref="StoreFault.Full"/>.</exception>
    Task<UpsertResult> UpsertAsync(Guid collection, IReadOnlyList<Point> points, CancellationToken cancellationToken);

    /// <summary>Deletes points and renews the version. Ids that are not there are passed over.</summary>
    /// <returns>The ids that were there, and the new version.</returns>
    Task<DeleteResult> DeleteAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Takes names away from the points that hold them. A point that loses its last name is deleted in the same step; the version is renewed. Names that
    /// no point holds are passed over.
    /// </summary>
    Task<NamesRemoval> RemoveNamesAsync(Guid collection, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>The points that hold one of these names, without their vectors, in no particular order.</summary>
    Task<IReadOnlyList<Point>> HoldersAsync(Guid collection, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>The points of these ids that exist, in no particular order.</summary>
    Task<IReadOnlyList<Point>> GetAsync(Guid collection, IReadOnlyList<Guid> ids, bool withVectors, CancellationToken cancellationToken);

    /// <summary>Points in the order of their ids, at most <paramref name="limit"/>, from the first after <paramref name="after"/> on (null: from the start).</summary>
    Task<IReadOnlyList<Point>> ScrollAsync(Guid collection, Guid? after, int limit, bool withVectors, CancellationToken cancellationToken);

    /// <summary>
    /// The min(<paramref name="k"/>, N) points of the highest cosine, score descending, then id ascending (as big-endian bytes).
    /// The filter applies before the top k are taken.
    /// </summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="query">A unit vector of the collection's dimension.</param>
    /// <param name="k">1 to <see cref="StorageLimits.MaxHits"/>.</param>
    /// <param name="filter">What a point's payload must satisfy, or null.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<IReadOnlyList<Hit>> SearchAsync(Guid collection, ReadOnlyMemory<float> query, int k, Filter? filter, CancellationToken cancellationToken);

    /// <summary>Whether the store answers now; throws as every member does if it does not.</summary>
    Task PingAsync(CancellationToken cancellationToken);
}
