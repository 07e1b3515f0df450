using System.Diagnostics;
using Txt2Image.Storage;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Telemetry;

/// <summary>Times every call to a vector store and opens a span for it. While there is no listener, it only forwards the call.</summary>
internal sealed class MeteredVectorStore(IVectorStore inner) : IVectorStore
{
    public Task<(CollectionInfo Collection, bool Created)> CreateAsync(NewCollection collection, CancellationToken cancellationToken) =>
        MeasureAsync("create", () => inner.CreateAsync(collection, cancellationToken));

    public Task<CollectionInfo?> FindAsync(string name, CancellationToken cancellationToken) =>
        MeasureAsync("find", () => inner.FindAsync(name, cancellationToken));

    public Task<CollectionInfo?> FindAsync(Guid collection, CancellationToken cancellationToken) =>
        MeasureAsync("find", () => inner.FindAsync(collection, cancellationToken));

    public Task<IReadOnlyList<CollectionInfo>> ListAsync(CancellationToken cancellationToken) =>
        MeasureAsync("list", () => inner.ListAsync(cancellationToken));

    public Task ReplaceAsync(Guid replaced, Guid by, string keptAs, CancellationToken cancellationToken) => MeasureAsync("replace", async () =>
    {
        await inner.ReplaceAsync(replaced, by, keptAs, cancellationToken);
        return true;
    });

    public Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken) =>
        MeasureAsync("drop", () => inner.DropAsync(collection, cancellationToken));

    public Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken) => MeasureAsync("set alias", async () =>
    {
        await inner.SetAliasAsync(collection, alias, cancellationToken);
        return true;
    });

    public Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken) =>
        MeasureAsync("remove alias", () => inner.RemoveAliasAsync(collection, alias, cancellationToken));

    public Task<UpsertResult> UpsertAsync(Guid collection, IReadOnlyList<Point> points, CancellationToken cancellationToken) =>
        MeasureAsync("upsert", () => inner.UpsertAsync(collection, points, cancellationToken));

    public Task<DeleteResult> DeleteAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        MeasureAsync("delete", () => inner.DeleteAsync(collection, ids, cancellationToken));

    public Task<NamesRemoval> RemoveNamesAsync(Guid collection, IReadOnlyList<PointName> names, CancellationToken cancellationToken) =>
        MeasureAsync("remove names", () => inner.RemoveNamesAsync(collection, names, cancellationToken));

    public Task<IReadOnlyList<Point>> GetAsync(Guid collection, IReadOnlyList<Guid> ids, bool withVectors, CancellationToken cancellationToken) =>
        MeasureAsync("get", () => inner.GetAsync(collection, ids, withVectors, cancellationToken));

    public Task<IReadOnlyDictionary<Guid, ReadOnlyMemory<float>>> GetVectorsAsync(
        Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        MeasureAsync("get vectors", () => inner.GetVectorsAsync(collection, ids, cancellationToken));

    public Task<IReadOnlyList<Point>> ScrollAsync(Guid collection, Guid? after, int limit, bool withVectors, CancellationToken cancellationToken) =>
        MeasureAsync("scroll", () => inner.ScrollAsync(collection, after, limit, withVectors, cancellationToken));

    public Task<IReadOnlyList<Point>> NewestAsync(Guid collection, TimelinePlace? after, int limit, CancellationToken cancellationToken) =>
        MeasureAsync("newest", () => inner.NewestAsync(collection, after, limit, cancellationToken));

    public Task<IReadOnlyList<Point>> SelectAsync(
        Guid collection, Filter? filter, PointOrder order, TimelinePlace? after, int limit, CancellationToken cancellationToken) =>
        MeasureAsync("select", () => inner.SelectAsync(collection, filter, order, after, limit, cancellationToken));

    public Task<IReadOnlyList<Hit>> SearchAsync(
        Guid collection,
        ReadOnlyMemory<float> query,
        int k,
        Filter? filter,
        int? ef,
        SearchProgress? progress,
        CancellationToken cancellationToken) =>
        MeasureAsync("search", () => inner.SearchAsync(collection, query, k, filter, ef, progress, cancellationToken));

    public Task<IReadOnlyList<StoreNode>> PingNodesAsync(CancellationToken cancellationToken) => inner.PingNodesAsync(cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => MeasureAsync("ping", async () =>
    {
        await inner.PingAsync(cancellationToken);
        return true;
    });

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>The name of the measured store, for display.</summary>
    public override string ToString() => inner.ToString()!;

    private static Task<T> MeasureAsync<T>(string operation, Func<Task<T>> call) =>
        Instruments.StoreCalls.Enabled || Instruments.Activities.HasListeners() ? ListenedAsync(operation, call) : call();

    private static async Task<T> ListenedAsync<T>(string operation, Func<Task<T>> call)
    {
        using var span = Instruments.Activities.StartActivity($"store {operation}", ActivityKind.Client);
        var begun = Stopwatch.GetTimestamp();
        var outcome = "ok";
        try
        {
            return await call();
        }
        catch (Exception exception)
        {
            outcome = OutcomeOf(exception);
            span?.SetStatus(ActivityStatusCode.Error, outcome);
            throw;
        }
        finally
        {
            Instruments.StoreCalls.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new("operation", operation), new("outcome", outcome));
        }
    }

    private static string OutcomeOf(Exception failure) => failure switch
    {
        StoreException store => store.Fault.ToString(),
        OperationCanceledException => "Cancelled",
        _ => "Failed",
    };
}
