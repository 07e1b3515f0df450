using Txt2Image.Storage;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Tests.Fakes;

/// <summary>A real store that counts its calls, and fails or waits where a test says so.</summary>
public sealed class FaultyStore(IVectorStore inner) : IVectorStore
{
    private readonly SemaphoreSlim _searching = new(1);
    private int _searches;
    private int _waiting;
    private int _finds;
    private int _upserts;
    private int _vectorReads;
    private int _findsById;

    public int Searches => Volatile.Read(ref _searches);

    /// <summary>The searches that wait for <see cref="BeforeSearch"/>.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public int Finds => Volatile.Read(ref _finds);

    public int Upserts => Volatile.Read(ref _upserts);

    public int FindsById => Volatile.Read(ref _findsById);

    public int VectorReads => Volatile.Read(ref _vectorReads);

    /// <summary>A search waits for this.</summary>
    public Task BeforeSearch { get; set; } = Task.CompletedTask;

    /// <summary>What a search that waits says it has found so far; null if it says nothing.</summary>
    public PartialHits? SoFar { get; set; }

    /// <summary>Searches run one after the other and take so long each.</summary>
    public TimeSpan SearchTime { get; set; }

    /// <summary>A reading of the catalogue waits for this.</summary>
    public Task BeforeFind { get; set; } = Task.CompletedTask;

    /// <summary>An upsert waits for this.</summary>
    public Task BeforeUpsert { get; set; } = Task.CompletedTask;

    /// <summary>Whether the next upsert is written and then reports a failure, as if the connection broke before the answer.</summary>
    public bool LoseNextAnswer { get; set; }

    /// <summary>Whether the next replacement of a collection, which reports a failure, is done all the same; null if it is not to fail.</summary>
    public bool? FailNextReplacement { get; set; }

    /// <summary>The servers that it says it uses.</summary>
    public IReadOnlyList<StoreNode> Nodes { get; set; } = [];

    /// <summary>Whether the next removal of names fails.</summary>
    public bool RefuseNextRemoval { get; set; }

    /// <summary>While set, every call fails.</summary>
    public bool Down { get; set; }

    public Task<(CollectionInfo Collection, bool Created)> CreateAsync(NewCollection collection, CancellationToken cancellationToken) =>
        inner.CreateAsync(collection, cancellationToken);

    public async Task<CollectionInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _finds);
        await BeforeFind.WaitAsync(cancellationToken);
        return await Up().FindAsync(name, cancellationToken);
    }

    public Task<CollectionInfo?> FindAsync(Guid collection, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _findsById);
        return Up().FindAsync(collection, cancellationToken);
    }

    public Task<IReadOnlyList<CollectionInfo>> ListAsync(CancellationToken cancellationToken) => Up().ListAsync(cancellationToken);

    public async Task ReplaceAsync(Guid replaced, Guid by, string keptAs, CancellationToken cancellationToken)
    {
        if (FailNextReplacement is not { } isDone)
        {
            await Up().ReplaceAsync(replaced, by, keptAs, cancellationToken);
            return;
        }

        FailNextReplacement = null;
        if (isDone)
        {
            await Up().ReplaceAsync(replaced, by, keptAs, cancellationToken);
        }

        throw new StoreException(StoreFault.Unavailable, "the answer is lost");
    }

    public Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken) => Up().DropAsync(collection, cancellationToken);

    public async Task<UpsertResult> UpsertAsync(Guid collection, IReadOnlyList<Point> points, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _upserts);
        await BeforeUpsert.WaitAsync(cancellationToken);
        var result = await Up().UpsertAsync(collection, points, cancellationToken);
        if (!LoseNextAnswer)
        {
            return result;
        }

        LoseNextAnswer = false;
        throw new StoreException(StoreFault.Unavailable, "the answer is lost");
    }

    public Task<DeleteResult> DeleteAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        Up().DeleteAsync(collection, ids, cancellationToken);

    public Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken) =>
        Up().SetAliasAsync(collection, alias, cancellationToken);

    public Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken) =>
        Up().RemoveAliasAsync(collection, alias, cancellationToken);

    public Task<NamesRemoval> RemoveNamesAsync(Guid collection, IReadOnlyList<PointName> names, CancellationToken cancellationToken)
    {
        if (!RefuseNextRemoval)
        {
            return Up().RemoveNamesAsync(collection, names, cancellationToken);
        }

        RefuseNextRemoval = false;
        throw new StoreException(StoreFault.Unavailable, "the store is down");
    }

    public Task<IReadOnlyList<Point>> GetAsync(Guid collection, IReadOnlyList<Guid> ids, bool withVectors, CancellationToken cancellationToken) =>
        Up().GetAsync(collection, ids, withVectors, cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, ReadOnlyMemory<float>>> GetVectorsAsync(
        Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _vectorReads);
        return await Up().GetVectorsAsync(collection, ids, cancellationToken);
    }

    public Task<IReadOnlyList<Point>> ScrollAsync(Guid collection, Guid? after, int limit, bool withVectors, CancellationToken cancellationToken) =>
        Up().ScrollAsync(collection, after, limit, withVectors, cancellationToken);

    public Task<IReadOnlyList<Point>> NewestAsync(Guid collection, TimelinePlace? after, int limit, CancellationToken cancellationToken) =>
        Up().NewestAsync(collection, after, limit, cancellationToken);

    public Task<IReadOnlyList<Point>> SelectAsync(
        Guid collection, Filter? filter, PointOrder order, TimelinePlace? after, int limit, CancellationToken cancellationToken) =>
        Up().SelectAsync(collection, filter, order, after, limit, cancellationToken);

    public async Task<IReadOnlyList<Hit>> SearchAsync(
        Guid collection,
        ReadOnlyMemory<float> query,
        int k,
        Filter? filter,
        int? ef,
        SearchProgress? progress,
        CancellationToken cancellationToken)
    {
        if (SoFar is not null)
        {
            progress?.Begin(() => SoFar);
        }

        Interlocked.Increment(ref _searches);
        Interlocked.Increment(ref _waiting);
        try
        {
            await BeforeSearch.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        if (SearchTime > TimeSpan.Zero)
        {
            await _searching.WaitAsync(cancellationToken);
            try
            {
                await Task.Delay(SearchTime, cancellationToken);
            }
            finally
            {
                _searching.Release();
            }
        }

        return await Up().SearchAsync(collection, query, k, filter, ef, progress, cancellationToken);
    }

    public Task<IReadOnlyList<StoreNode>> PingNodesAsync(CancellationToken cancellationToken) => Task.FromResult(Nodes);

    public Task PingAsync(CancellationToken cancellationToken) => Up().PingAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _searching.Dispose();
        return inner.DisposeAsync();
    }

    private IVectorStore Up() => Down ? throw new StoreException(StoreFault.Unavailable, "the store is down") : inner;
}
