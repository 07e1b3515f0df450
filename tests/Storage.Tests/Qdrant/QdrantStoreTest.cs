using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>A store and a stand-in server for one test, so that failures can be planned and calls counted.</summary>
public abstract class QdrantStoreTest : IAsyncLifetime
{
    protected const int Dimension = 8;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected StandInServer Server { get; private set; } = null!;

    protected IVectorStore Store { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Server = await StandInServer.StartAsync(ServerOptions);
        Store = Open();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual StandInOptions ServerOptions => new();

    /// <summary>Store options with generous time limits.</summary>
    protected QdrantOptions Options() => new()
    {
        Url = Server.Url,
        ReadTimeout = TimeSpan.FromSeconds(30),
        WriteTimeout = TimeSpan.FromSeconds(30),
        CreateTimeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Another store in the same server.</summary>
    protected QdrantVectorStore Open(Action<QdrantOptions>? change = null)
    {
        var options = Options();
        change?.Invoke(options);
        return new QdrantVectorStore(options, TimeProvider.System);
    }

    /// <summary>Restarts the server on the same port.</summary>
    protected async Task RestartAsync(Action? between = null)
    {
        await Server.DisposeAsync();
        between?.Invoke();
        Server = await StandInServer.StartAsync(ServerOptions with { Port = Server.Url.Port });
    }

    protected async Task<CollectionInfo> NewAsync(string name = "pictures") =>
        (await Store.CreateAsync(Samples.Collection(name, Dimension), Token)).Collection;

    protected static Point Point(int number, params string[] names) => Samples.Point(number, Dimension, names);

    protected Task<UpsertResult> UpsertAsync(CollectionInfo collection, params Point[] points) => Store.UpsertAsync(collection.Id, points, Token);

    protected static async Task<StoreException> FailureOf(Func<Task> call) => await Assert.ThrowsAsync<StoreException>(call);
}
