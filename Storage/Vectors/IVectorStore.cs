namespace Txt2Image.Storage.Vectors;

/// <summary>
/// Stores points (an image's id, unit embedding and payload) in collections, and the catalogue of collections, so that restoring one store restores
/// everything. Thread-safe. Writes to a collection come from one caller at a time (its collection grain).
/// </summary>
/// <remarks>
/// Every member throws <see cref="StoreException"/> on failure, never an exception of the database behind it, and
/// <see cref="OperationCanceledException"/> when its token is cancelled; a cancelled write may still have happened.
/// </remarks>
public interface IVectorStore : IAsyncDisposable
{
    /// <summary>Creates a collection, or returns the existing one if it is the same.</summary>
    /// <returns>The collection, and whether this call created it.</returns>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.Conflict"/>: the name is used by a collection with another model or dimension, or is an alias.
    /// </exception>
    Task<(CollectionInfo Collection, bool Created)> CreateAsync(NewCollection collection, CancellationToken cancellationToken);

    /// <summary>The collection with this name or alias, or null.</summary>
    Task<CollectionInfo?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The collection with this physical id, or null if there is none, or none any more.</summary>
    Task<CollectionInfo?> FindAsync(Guid collection, CancellationToken cancellationToken);

    /// <summary>All collections, by name in ordinal order.</summary>
    Task<IReadOnlyList<CollectionInfo>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Points an alias to a collection. Moving it from another collection is atomic: a lookup finds the old or the new one.</summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="alias">The alias, with the form of a collection name.</param>
    /// <param name="cancellationToken">Stops waiting for the write.</param>
    /// <exception cref="StoreException"><see cref="StoreFault.NotFound"/>; <see cref="StoreFault.Conflict"/>: a collection has this name.</exception>
    Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken);

    /// <summary>Removes an alias if it points to this collection.</summary>
    /// <returns>Whether it was removed.</returns>
    Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the name of a collection, its aliases, its creation time and the history of its writes to another one, which gets a new version. The
    /// replaced one keeps its points under another name. Atomic: a lookup of the name or of an alias finds the old or the new one. Safe to repeat
    /// after a failure, and does nothing if it is done.
    /// </summary>
    /// <param name="replaced">The physical id of the collection that loses its name.</param>
    /// <param name="by">The physical id of the collection that gets it.</param>
    /// <param name="keptAs">The new name of the replaced collection, with the form of a collection name. It can be one of its aliases.</param>
    /// <param name="cancellationToken">Stops waiting for the write.</param>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.NotFound"/>; <see cref="StoreFault.Conflict"/>: another collection has the name <paramref name="keptAs"/>.
    /// </exception>
    Task ReplaceAsync(Guid replaced, Guid by, string keptAs, CancellationToken cancellationToken);

    /// <summary>Drops a collection, its aliases and its points. Does nothing if it does not exist.</summary>
    /// <returns>Whether it existed.</returns>
    Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken);

    /// <summary>
    /// Adds points, or merges them into existing ones: names are combined, caption and fields are overwritten if given, or replaced by an edit.
    /// Several points may have the same name. Only a point that one of these replaces (<see cref="Payload.Replaces"/>) loses a name; if it was its
    /// last, it is deleted in the same step. When the call returns, everything is durable and the collection has a new version, even if nothing
    /// changed.
    /// </summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="points">The points, with the collection's dimension; repeated ids are applied in order.</param>
    /// <param name="cancellationToken">Stops waiting for the write.</param>
    /// <exception cref="StoreException"><see cref="StoreFault.NotFound"/>, <see cref="StoreFault.Mismatch"/> (a vector's length),
    /// <see cref="StoreFault.Unavailable"/>, <see cref="StoreFault.Full"/>.</exception>
    Task<UpsertResult> UpsertAsync(Guid collection, IReadOnlyList<Point> points, CancellationToken cancellationToken);

    /// <summary>Deletes points and renews the version. Unknown ids are ignored.</summary>
    /// <returns>The deleted ids and the new version.</returns>
    Task<DeleteResult> DeleteAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Removes names, each from one point, and renews the version. A point that loses its last name is deleted in the same step. Names that their
    /// points do not have are ignored.
    /// </summary>
    Task<NamesRemoval> RemoveNamesAsync(Guid collection, IReadOnlyList<PointName> names, CancellationToken cancellationToken);

    /// <summary>The existing points with these ids, in no particular order.</summary>
    Task<IReadOnlyList<Point>> GetAsync(Guid collection, IReadOnlyList<Guid> ids, bool withVectors, CancellationToken cancellationToken);

    /// <summary>The embeddings of the existing points with these ids: less to read than the points.</summary>
    Task<IReadOnlyDictionary<Guid, ReadOnlyMemory<float>>> GetVectorsAsync(
        Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Points ordered by id, at most <paramref name="limit"/>, beginning after <paramref name="after"/> (null: from the start).</summary>
    Task<IReadOnlyList<Point>> ScrollAsync(Guid collection, Guid? after, int limit, bool withVectors, CancellationToken cancellationToken);

    /// <summary>
    /// Points without their vectors, the latest first: by the number in their field <see cref="DerivedFields.Taken"/>, descending, then those without
    /// one; equal ones by id. At most <paramref name="limit"/>.
    /// </summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="after">The place to begin after (null: the start); no point has to be there.</param>
    /// <param name="limit">The most points, at least 1.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<IReadOnlyList<Point>> NewestAsync(Guid collection, TimelinePlace? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Points without their vectors that pass a filter, at most <paramref name="limit"/>. It may look at every point of the collection; without a
    /// filter, <see cref="ScrollAsync"/> and <see cref="NewestAsync"/> read only the page.
    /// </summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="filter">A condition on the point's payload; null for all points.</param>
    /// <param name="order">The order.</param>
    /// <param name="after">The place to begin after (null: the start); no point has to be there. In the order of ids only its id counts.</param>
    /// <param name="limit">The most points, at least 1.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<IReadOnlyList<Point>> SelectAsync(
        Guid collection, Filter? filter, PointOrder order, TimelinePlace? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The min(<paramref name="k"/>, N) points with the highest cosine, score descending, then id ascending (as big-endian bytes). The filter is
    /// applied before the top k are selected.
    /// </summary>
    /// <param name="collection">The physical id of the collection.</param>
    /// <param name="query">A unit vector of the collection's dimension.</param>
    /// <param name="k">1 to <see cref="StorageLimits.MaxHits"/>.</param>
    /// <param name="filter">A condition on the point's payload, or null.</param>
    /// <param name="ef">
    /// How many candidates an approximate index keeps, at most <see cref="StorageLimits.MaxEf"/>; 0: every point is compared; null: as the store is
    /// set. An exact index ignores it.
    /// </param>
    /// <param name="progress">
    /// Where a caller can see what has been found so far; null if nobody looks. A store that answers as a whole only ignores it.
    /// </param>
    /// <param name="cancellationToken">Cancels the search.</param>
    Task<IReadOnlyList<Hit>> SearchAsync(
        Guid collection,
        ReadOnlyMemory<float> query,
        int k,
        Filter? filter,
        int? ef,
        SearchProgress? progress,
        CancellationToken cancellationToken);

    /// <summary>Checks that the store responds; throws like every member if it does not.</summary>
    Task PingAsync(CancellationToken cancellationToken);

    /// <summary>Asks each server that the store can use, if there are several.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>For each its address, and why it cannot be used; null if it can.</returns>
    Task<IReadOnlyList<StoreNode>> PingNodesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoreNode>>([]);
}

/// <summary>One of the servers that a store can use.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Fault">Why it cannot be used; null if it can.</param>
public sealed record StoreNode(string Address, string? Fault);
