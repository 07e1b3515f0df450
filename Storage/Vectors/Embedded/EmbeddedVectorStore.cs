using Txt2Image.Storage.Vectors.Embedded.Mapped;
using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>
/// A store inside this process: SQLite is the source of truth, and an index is searched exactly. Writes go to SQLite and are then published to the
/// index as one new version; a search runs on the version it started with and never waits for a write. Most of the index is in files beside the
/// database, which are mapped into memory and made of it again if they are lost.
/// </summary>
/// <remarks>
/// Only one process at a time can open a folder. Memory: about 5 bytes per dimension and point, plus about 400 for a point's payload.
/// </remarks>
public sealed class EmbeddedVectorStore : IVectorStore
{
    private readonly string _folder;
    private readonly FolderLock _lock;
    private readonly Database _database;
    private readonly EmbeddedWrites _writes;
    private readonly IndexKeeper _keeper;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile bool _disposed;

    private EmbeddedVectorStore(
        string folder,
        FolderLock folderLock,
        Database database,
        EmbeddedOptions options,
        TimeProvider time,
        Action<string> report,
        CancellationToken cancellationToken)
    {
        _folder = folder;
        _lock = folderLock;
        _database = database;
        var folders = new IndexFolders(Path.Combine(folder, IndexFolders.Name), new FloatMemory(options.Memory));
        var collections = new StoreLoader(database, folders, options.BlockRows, report).Load(cancellationToken);
        _writes = new EmbeddedWrites(database, time, new Catalogue(collections), options.BlockRows);
        _keeper = new IndexKeeper(database, folders, id => Catalogue.Find(id), TakeTurnAsync, report);
        _keeper.Start(collections);
    }

    /// <summary>The database, for tests.</summary>
    internal Database Database => _database;

    private Catalogue Catalogue => _writes.Catalogue;

    /// <summary>The keeper of the index's files, for tests.</summary>
    internal IndexKeeper Keeper => _keeper;

    /// <summary>The version that a collection's searches read, for tests.</summary>
    internal RowIndex IndexOf(Guid collection) => Catalogue.Get(collection).Index;

    /// <summary>Opens the store in a folder as it is without settings.</summary>
    /// <inheritdoc cref="OpenAsync(string, EmbeddedOptions, TimeProvider, Action{string}, CancellationToken)"/>
    public static Task<EmbeddedVectorStore> OpenAsync(string folder, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(folder, new EmbeddedOptions(), time, static _ => { }, cancellationToken);

    /// <summary>Opens the store in a folder, creating it if necessary.</summary>
    /// <param name="folder">The folder, used by this store only.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="time">The clock that dates new collections.</param>
    /// <param name="report">Called with what an administrator should know of the index's files; the store works without them.</param>
    /// <param name="cancellationToken">Cancels loading.</param>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.Locked"/>: another process has it open; <see cref="StoreFault.Corrupt"/>; <see cref="StoreFault.Full"/>;
    /// <see cref="StoreFault.Unavailable"/>: the folder cannot be used.
    /// </exception>
    public static Task<EmbeddedVectorStore> OpenAsync(
        string folder, EmbeddedOptions options, TimeProvider time, Action<string> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(report);
        return Task.Run(() => Open(Path.GetFullPath(folder), options, time, report, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<(CollectionInfo Collection, bool Created)> CreateAsync(NewCollection collection, CancellationToken cancellationToken)
    {
        StoreArguments.Check(collection);
        return WriteAsync(() => _writes.Create(collection), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CollectionInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Now(() => Catalogue.Find(name)?.Info, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CollectionInfo?> FindAsync(Guid collection, CancellationToken cancellationToken) =>
        Now(() => Catalogue.Find(collection)?.Info, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CollectionInfo>> ListAsync(CancellationToken cancellationToken) =>
        Now<IReadOnlyList<CollectionInfo>>(() => [.. Catalogue.All.Select(collection => collection.Info)], cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken) =>
        WriteAsync(() => Noticed(collection, _writes.Drop(collection)), cancellationToken);

    /// <inheritdoc/>
    public Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken)
    {
        StoreArguments.CheckAlias(alias);
        return WriteAsync(() => _writes.SetAlias(Catalogue.Get(collection), alias), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alias);
        return WriteAsync(() => _writes.RemoveAlias(Catalogue.Get(collection), alias), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReplaceAsync(Guid replaced, Guid by, string keptAs, CancellationToken cancellationToken)
    {
        StoreArguments.CheckReplacement(replaced, by, keptAs);
        return WriteAsync(() => _writes.Replace(Catalogue.Get(replaced), Catalogue.Get(by), keptAs), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<UpsertResult> UpsertAsync(Guid collection, IReadOnlyList<Point> points, CancellationToken cancellationToken)
    {
        StoreArguments.Check(points);
        return WriteAsync(() => Noticed(collection, _writes.Upsert(Catalogue.Get(collection), points)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeleteResult> DeleteAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return WriteAsync(() => Noticed(collection, _writes.Delete(Catalogue.Get(collection), ids)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<NamesRemoval> RemoveNamesAsync(Guid collection, IReadOnlyList<PointName> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        return WriteAsync(() => Noticed(collection, _writes.RemoveNames(Catalogue.Get(collection), names)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Point>> GetAsync(Guid collection, IReadOnlyList<Guid> ids, bool withVectors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ReadAsync<IReadOnlyList<Point>>(collection, withVectors, reader => reader.Get(ids, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, ReadOnlyMemory<float>>> GetVectorsAsync(
        Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ReadAsync<IReadOnlyDictionary<Guid, ReadOnlyMemory<float>>>(
            collection, withVectors: true, reader => reader.Vectors(ids, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Point>> ScrollAsync(Guid collection, Guid? after, int limit, bool withVectors, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return ReadAsync<IReadOnlyList<Point>>(collection, withVectors, reader => reader.Scroll(after, limit, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Point>> NewestAsync(Guid collection, TimelinePlace? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return ReadAsync<IReadOnlyList<Point>>(
            collection, withVectors: false, reader => reader.Newest(after, limit, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Point>> SelectAsync(
        Guid collection, Filter? filter, PointOrder order, TimelinePlace? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return InBackground(() => Catalogue.Get(collection).Index.Select(filter, order, after, limit, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Hit>> SearchAsync(
        Guid collection,
        ReadOnlyMemory<float> query,
        int k,
        Filter? filter,
        int? ef,
        SearchProgress? progress,
        CancellationToken cancellationToken)
    {
        StoreArguments.CheckEf(ef);
        StoreArguments.CheckQuery(query.Span, k);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ScanAsync(collection, query, k, filter, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) =>
        InBackground(() => _database.Read(connection => connection.Scalar("select count(*) from collections")), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _keeper.DisposeAsync();
        await _writing.WaitAsync();
        try
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _database.Dispose();
            _lock.Dispose();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Describes where the points are, for people.</summary>
    public override string ToString() => $"points in {_folder}";

    private static EmbeddedVectorStore Open(
        string folder, EmbeddedOptions options, TimeProvider time, Action<string> report, CancellationToken cancellationToken)
    {
        FolderLock? folderLock = null;
        Database? database = null;
        try
        {
            Durable.CreateFolder(folder);
            Durable.SyncParents(folder);
            folderLock = FolderLock.Take(folder);
            database = Database.Open(folder);
            return new EmbeddedVectorStore(folder, folderLock, database, options, time, report, cancellationToken);
        }
        catch (Exception exception)
        {
            database?.Dispose();
            folderLock?.Dispose();
            if (FileFaults.Is(exception))
            {
                throw FileFaults.Translate(exception, folder);
            }

            throw;
        }
    }

    private async Task<IReadOnlyList<Hit>> ScanAsync(
        Guid collection, ReadOnlyMemory<float> query, int k, Filter? filter, SearchProgress? progress, CancellationToken cancellationToken)
    {
        var searched = Catalogue.Get(collection);
        StoreArguments.CheckLength(query.Length, searched.Index.Dimension);
        var question = new ScanQuestion(query.Span, k, filter, cancellationToken);
        progress?.Begin(question.SoFar);
        var result = await searched.Scans.AskAsync(question);
        return result.Hits;
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
                var key = Catalogue.Get(collection).Key;
                return _database.Read(connection => read(new PointReader(connection, key, withVectors)));
            },
            cancellationToken);

    private Task<T> InBackground<T>(Func<T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Task.Run(work, cancellationToken);
    }

    // A write that has started always completes; cancelling only stops waiting for it.
    private Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken) =>
        InBackground(() => TakeTurnAsync(write, cancellationToken), cancellationToken).Unwrap().WaitAsync(cancellationToken);

    /// <summary>The result of a write, which may have left something to do for the index's files.</summary>
    private T Noticed<T>(Guid collection, T result)
    {
        _keeper.Look(collection);
        return result;
    }

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
