using System.Security.Cryptography;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>
/// A store in this process: SQLite holds the truth, memory an index that is searched exactly. Writes go to SQLite and are then published to the
/// index as one new version; searches run on the version they began with and never wait for a write.
/// </summary>
/// <remarks>A folder belongs to one process at a time. Memory: about 5 bytes per dimension and point, and some 400 for a point's payload.</remarks>
public sealed class EmbeddedVectorStore : IVectorStore
{
    private readonly FolderLock _lock;
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile Catalogue _catalogue;
    private volatile bool _disposed;

    private EmbeddedVectorStore(FolderLock folderLock, Database database, TimeProvider time, CancellationToken cancellationToken)
    {
        _lock = folderLock;
        _database = database;
        _time = time;
        _catalogue = new Catalogue(new Loader(database).Load(cancellationToken));
    }

    /// <summary>The database, for tests.</summary>
    internal Database Database => _database;

    /// <summary>Opens the store of a folder, which is created if it is not there, and loads its points into memory.</summary>
    /// <param name="folder">The folder, for this store alone.</param>
    /// <param name="time">Dates new collections.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="StoreException"><see cref="StoreFault.Locked"/>: another process has it; <see cref="StoreFault.Corrupt"/>;
    /// <see cref="StoreFault.Full"/>; <see cref="StoreFault.Unavailable"/>: the folder cannot be used.</exception>
    public static Task<EmbeddedVectorStore> OpenAsync(string folder, TimeProvider time, CancellationToken cancellationToken) =>
        Task.Run(() => Open(Path.GetFullPath(folder), time, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<(CollectionInfo Collection, bool Created)> CreateAsync(NewCollection collection, CancellationToken cancellationToken)
    {
        StoreArguments.Check(collection);
        return WriteAsync(() => Create(collection), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CollectionInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Now(() => _catalogue.Find(name)?.Info, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CollectionInfo>> ListAsync(CancellationToken cancellationToken) =>
        Now<IReadOnlyList<CollectionInfo>>(() => [.. _catalogue.All.Select(collection => collection.Info)], cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken) => WriteAsync(() => Drop(collection), cancellationToken);

    /// <inheritdoc/>
    public Task<UpsertResult> UpsertAsync(Guid collection, IReadOnlyList<Point> points, CancellationToken cancellationToken)
    {
        StoreArguments.Check(points);
        return WriteAsync(() => Upsert(_catalogue.Get(collection), points), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeleteResult> DeleteAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return WriteAsync(() => Delete(_catalogue.Get(collection), ids), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Point>> GetAsync(Guid collection, IReadOnlyList<Guid> ids, bool withVectors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ReadAsync<IReadOnlyList<Point>>(collection, withVectors, reader => reader.Get(ids, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Point>> ScrollAsync(Guid collection, Guid? after, int limit, bool withVectors, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return ReadAsync<IReadOnlyList<Point>>(collection, withVectors, reader => reader.Scroll(after, limit, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Hit>> SearchAsync(
        Guid collection, ReadOnlyMemory<float> query, int k, Filter? filter, CancellationToken cancellationToken)
    {
        StoreArguments.CheckQuery(query.Span, k);
        return InBackground<IReadOnlyList<Hit>>(
            () =>
            {
                var index = _catalogue.Get(collection).Index;
                StoreArguments.CheckLength(query.Length, index.Dimension);
                return index.SearchCoded(query.Span, k, filter, cancellationToken).Hits;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        InBackground(() => _database.Read(connection => connection.Scalar("select count(*) from collections")), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        try
        {
            if (_disposed)
                return;
            _disposed = true;
            _database.Dispose();
            _lock.Dispose();
        }
        finally
        {
            _writing.Release();
        }
    }

    private static EmbeddedVectorStore Open(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        FolderLock? folderLock = null;
        Database? database = null;
        try
        {
            Durable.CreateFolder(folder);
            folderLock = FolderLock.Take(folder);
            database = Database.Open(folder);
            return new EmbeddedVectorStore(folderLock, database, time, cancellationToken);
        }
        catch (Exception exception)
        {
            database?.Dispose();
            folderLock?.Dispose();
            if (FileFaults.Is(exception))
                throw FileFaults.Translate(exception, folder);
            throw;
        }
    }

    private static string NewVersion() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private (CollectionInfo Collection, bool Created) Create(NewCollection wanted)
    {
        if (_catalogue.Find(wanted.Name) is { } found)
        {
            StoreArguments.CheckSame(found.Info, wanted);
            return (found.Info, false);
        }

        var info = new CollectionInfo(
            Guid.NewGuid(), wanted.Name, [], wanted.Model, wanted.ModelName, wanted.Dimension, 0, NewVersion(), _time.GetUtcNow().ToUniversalTime());
        var key = _database.Write(connection => CatalogueTable.Insert(connection, info));
        var collection = new Collection(new CatalogueRow(key, info));
        _catalogue = _catalogue.With(collection);
        return (collection.Info, true);
    }

    private bool Drop(Guid id)
    {
        if (_catalogue.Find(id) is not { } collection)
            return false;
        _database.Write(connection =>
        {
            CatalogueTable.Delete(connection, collection.Key);
            return true;
        });
        _catalogue = _catalogue.Without(collection);
        return true;
    }

    private UpsertResult Upsert(Collection collection, IReadOnlyList<Point> points)
    {
        foreach (var point in points)
            StoreArguments.CheckLength(point.Vector.Length, collection.Info.Dimension);
        var version = NewVersion();
        var plan = _database.Write(connection =>
        {
            var writer = new PointWriter(connection, collection.Key);
            var plan = new UpsertPlan(collection.Rows.Find, name => writer.OwnerOf(name) is { } owner ? [owner] : []);
            foreach (var point in points)
                plan.Add(point);
            writer.Apply(plan.Changes);
            CatalogueTable.SetVersion(connection, collection.Key, version);
            return plan;
        });
        collection.Apply(plan.Changes, version);
        return new UpsertResult(plan.Outcomes, plan.Orphans, version);
    }

    private DeleteResult Delete(Collection collection, IReadOnlyList<Guid> ids)
    {
        var version = NewVersion();
        var changes = ids.Distinct()
            .Select(id => new PointChange(id, collection.Rows.Find(id), null, default))
            .Where(change => change.Before is not null)
            .ToList();
        _database.Write(connection =>
        {
            new PointWriter(connection, collection.Key).Apply(changes);
            CatalogueTable.SetVersion(connection, collection.Key, version);
            return true;
        });
        collection.Apply(changes, version);
        return new DeleteResult([.. changes.Select(change => change.Id)], version);
    }

    private Task<T> Now<T>(Func<T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : Task.FromResult(read());
    }

    private Task<T> ReadAsync<T>(Guid collection, bool withVectors, Func<PointReader, T> read, CancellationToken cancellationToken) =>
        InBackground(
            () =>
            {
                var key = _catalogue.Get(collection).Key;
                return _database.Read(connection => read(new PointReader(connection, key, withVectors)));
            },
            cancellationToken);

    private Task<T> InBackground<T>(Func<T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Task.Run(work, cancellationToken);
    }

    // A write that has begun runs to its end: cancelling only stops the wait for it.
    private Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken) =>
        InBackground(() => TakeTurnAsync(write, cancellationToken), cancellationToken).Unwrap().WaitAsync(cancellationToken);

    private async Task<T> TakeTurnAsync<T>(Func<T> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return write();
        }
        finally
        {
            _writing.Release();
        }
    }
}
