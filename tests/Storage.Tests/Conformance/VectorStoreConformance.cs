using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

/// <summary>
/// What every <see cref="IVectorStore"/> must do. A store's tests derive from this class and define how the store is opened; each test has its own
/// instance and store.
/// </summary>
public abstract partial class VectorStoreConformance : IAsyncLifetime
{
    protected const int Dimension = 12;

    /// <summary>What a store cannot do by design; the tests that need it are skipped with a message.</summary>
    [Flags]
    public enum Inability
    {
        None = 0,

        /// <summary>Data does not survive closing and reopening.</summary>
        Reopen = 1,

        /// <summary>Integers are compared with numbers only approximately.</summary>
        CompareAcrossNumbers = 2,
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The store under test.</summary>
    protected IVectorStore Store { get; private set; } = null!;

    protected virtual Inability Cannot => Inability.None;

    /// <summary>Opens this test's store: empty the first time, with its data when reopened.</summary>
    protected abstract Task<IVectorStore> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Waits for what the store does in the background.</summary>
    protected virtual Task SettleAsync() => Task.CompletedTask;

    protected async Task ReopenAsync()
    {
        Assert.SkipWhen(Cannot.HasFlag(Inability.Reopen), "this store does not keep data when it is closed");
        await Store.DisposeAsync();
        Store = await OpenAsync();
    }

    protected async Task<CollectionInfo> NewAsync(string name = "pictures") =>
        (await Store.CreateAsync(Samples.Collection(name, Dimension), Token)).Collection;

    protected async Task<UpsertResult> UpsertAsync(CollectionInfo collection, params Point[] points) =>
        await Store.UpsertAsync(collection.Id, points, Token);

    protected async Task<Point?> FindAsync(CollectionInfo collection, int number) =>
        (await Store.GetAsync(collection.Id, [Samples.Id(number)], withVectors: true, Token)).SingleOrDefault();

    protected async Task<string> VersionAsync(CollectionInfo collection) => (await Store.FindAsync(collection.Name, Token))!.Version;

    /// <summary>Names of a point.</summary>
    protected static IEnumerable<PointName> Names(int number, params string[] names) => names.Select(name => new PointName(Samples.Id(number), name));

    /// <summary>A point that replaces another under its names.</summary>
    protected static Point Replacing(int number, int replaced, params string[] names) =>
        Point(number, names) with { Payload = Samples.Payload(names) with { Replaces = Samples.Id(replaced) } };

    protected static Point Point(int number, params string[] names) => Samples.Point(number, Dimension, names);

    protected static async Task<StoreFault> FaultOf(Func<Task> call) => (await Assert.ThrowsAsync<StoreException>(call)).Fault;
}
