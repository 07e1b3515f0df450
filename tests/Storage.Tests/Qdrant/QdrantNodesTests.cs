using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>A store that knows two nodes of a cluster: two stand-ins with the same points.</summary>
public sealed class QdrantNodesTests : QdrantStoreTest
{
    private const string Search = "Points/Query";

    private StandInServer _other = null!;
    private QdrantVectorStore _store = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _other = await StandInServer.StartAsync(ServerOptions, Server);
        _store = OpenBoth();
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _other.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Calls_BothNodesUp_GoToEachInTurn()
    {
        var collection = await FilledAsync();
        await SearchUntilAsync(collection, () => Server.Calls.Of(Search).Count > 2 && _other.Calls.Of(Search).Count > 2);
    }

    /// <summary>The first and the second address in turn, under searches and writes that go on.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Node_KilledUnderLoad_FailsNoSearchAndLosesNothing(int which)
    {
        var collection = await FilledAsync();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (searches, written) = (0, 0);
        var searching = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    Assert.NotEmpty(await _store.SearchAsync(collection.Id, Point(1).Vector, 5, null, Token));
                    Interlocked.Increment(ref searches);
                    await Task.Delay(5, Token);
                }
            },
            Token);
        var writing = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await _store.UpsertAsync(collection.Id, [Point(100 + written)], Token);
                    Interlocked.Increment(ref written);
                }
            },
            Token);
        await UntilAsync(() => searches > 20 && written > 5);

        await (which == 0 ? Server : _other).KillAsync();
        var (searchesThen, writtenThen) = (searches, written);
        await UntilAsync(() => searches > searchesThen + 100 && written > writtenThen + 20);
        await enough.CancelAsync();
        await searching;
        await writing;

        var ids = Enumerable.Range(100, written).Select(i => Samples.Id(i)).ToList();
        Assert.Equal(written, (await _store.GetAsync(collection.Id, ids, withVectors: false, Token)).Count);

        async Task UntilAsync(Func<bool> condition) =>
            await Eventually.IsTrueAsync(() => condition() || searching.IsCompleted || writing.IsCompleted, Token);
    }

    [Fact]
    public async Task Node_ThatComesBack_IsUsedAgain()
    {
        var collection = await FilledAsync();
        await _other.DisposeAsync();
        await SearchUntilAsync(collection, () => Server.Calls.Of(Search).Count > 5);

        _other = await StandInServer.StartAsync(ServerOptions with { Port = _other.Url.Port }, Server);

        await SearchUntilAsync(collection, () => _other.Calls.Of(Search).Count > 2);
    }

    [Fact]
    public async Task Node_ThatHangs_CostsNoSearch()
    {
        await using var store = OpenBoth(options => options.ReadTimeout = TimeSpan.FromSeconds(4));
        var collection = await FilledAsync();
        _other.Faults.Hang(Search, times: 3);

        // The other node takes part as soon as its connection is open, and answers after it has hung three times.
        await SearchUntilAsync(store, collection, () => _other.Calls.Of(Search).Count > 3);
    }

    [Fact]
    public async Task Nodes_OneDown_AreNamedEach()
    {
        await _other.DisposeAsync();

        var nodes = await _store.PingNodesAsync(Token);

        Assert.Equal([Address(Server), Address(_other)], nodes.Select(node => node.Address));
        Assert.Null(nodes[0].Fault);
        Assert.Contains($"Nothing listens at {Address(_other)}", nodes[1].Fault, StringComparison.Ordinal);
        Assert.Empty(await Store.PingNodesAsync(Token));
    }

    [Fact]
    public async Task Nodes_AllDown_AreUnavailable()
    {
        await _other.DisposeAsync();
        await Server.DisposeAsync();

        var failure = await FailureOf(() => _store.PingAsync(Token));

        Assert.Equal(StoreFault.Unavailable, failure.Fault);
        Assert.Contains($"{Address(Server)}, {Address(_other)}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_ThatCannotWork_AreFaults()
    {
        Assert.Contains(Faults("http://a:6334", "b"), fault => fault.StartsWith("Urls:1: must be", StringComparison.Ordinal));
        Assert.Contains("Urls: must all be http, or all https.", Faults("http://a:6334", "https://b:6334"));
        var both = new QdrantOptions { Url = new Uri("http://a:6334") };
        both.Urls.Add("http://b:6334");
        Assert.Contains("Urls: set together with Url. Set one of them.", both.Faults());
        Assert.Empty(Faults("http://a:6334", "http://b:6334"));

        static IEnumerable<string> Faults(params string[] urls)
        {
            var options = new QdrantOptions { ApiKey = "secret" };
            Array.ForEach(urls, options.Urls.Add);
            return options.Faults();
        }
    }

    private static string Address(StandInServer server) => server.Url.GetLeftPart(UriPartial.Authority);

    private QdrantVectorStore OpenBoth(Action<QdrantOptions>? change = null) => Open(options =>
    {
        options.Url = null;
        options.Urls.Add(Server.Url.ToString());
        options.Urls.Add(_other.Url.ToString());
        change?.Invoke(options);
    });

    private async Task<CollectionInfo> FilledAsync()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1), Point(2));
        return collection;
    }

    private Task SearchUntilAsync(CollectionInfo collection, Func<bool> condition) => SearchUntilAsync(_store, collection, condition);

    private static Task SearchUntilAsync(QdrantVectorStore store, CollectionInfo collection, Func<bool> condition) => Eventually.IsTrueAsync(
        async () =>
        {
            Assert.NotEmpty(await store.SearchAsync(collection.Id, Point(1).Vector, 5, null, Token));
            return condition();
        },
        Token);
}
