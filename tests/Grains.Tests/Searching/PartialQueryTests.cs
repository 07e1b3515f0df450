using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Telemetry;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Grains.Tests.Telemetry;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Tests.Searching;

/// <summary>Searches whose time is out, of a store that says what it has found so far.</summary>
[Collection(Listening.Name)]
public sealed class PartialQueryTests
{
    private const int Images = 60;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly SearchedPart Third = new() { Searched = 20, Total = Images, CompleteDownTo = .5f };

    [Fact]
    public async Task APart_IsOnlyForTheCallerWhoAllowsIt_AndTheOthersGetTheWhole()
    {
        await using var cluster = await StartAsync();
        var gate = new TaskCompletionSource();
        cluster.Store.BeforeSearch = gate.Task;
        var first = AskAsync(cluster, null);
        await Eventually.IsTrueAsync(() => cluster.Store.Searches == 1);
        var patient = AskAsync(cluster, Long);

        var part = await AskAsync(cluster, TimeSpan.Zero);
        var afterwards = AskAsync(cluster, null);
        gate.SetResult();
        var whole = new[] { await first, await patient, await afterwards };

        Assert.Equal(Third, part.Part);
        Assert.Equal((3, false, CacheSource.None), (part.Hits.Length, part.HasMore, part.Cache));
        Assert.All(whole, answer => Assert.Equal((10, null), (answer.Hits.Length, answer.Part)));

        // The whole answer is kept, and is everybody's.
        var kept = await AskAsync(cluster, TimeSpan.Zero);
        Assert.Equal((10, null, CacheSource.Memory), (kept.Hits.Length, kept.Part, kept.Cache));
        Assert.Equal(1, cluster.Store.Searches);
    }

    [Fact]
    public async Task Part_OnceAnswered_IsNeverKept()
    {
        await using var cluster = await StartAsync();
        await using (await Begun.InAsync(cluster))
        {
            Assert.Equal(Third, (await AskAsync(cluster, TimeSpan.Zero)).Part);
        }

        var whole = await AskAsync(cluster, null);

        Assert.Equal((10, null, CacheSource.None, 2), (whole.Hits.Length, whole.Part, whole.Cache, cluster.Store.Searches));
    }

    /// <summary>Both share a search, which the store's own deadline ends.</summary>
    [Fact]
    public async Task StoreDeadline_Passes_IsAnErrorForAllButThoseWhoAllowAPart()
    {
        await using var cluster = await StartAsync(("Search:StoreDeadline", "00:00:02"));
        cluster.Store.BeforeSearch = new TaskCompletionSource().Task;
        var all = AskAsync(cluster, null);
        var part = AskAsync(cluster, Long);

        Assert.Equal(Third, (await part).Part);
        Assert.Equal(ErrorCode.Unavailable, (await Assert.ThrowsAsync<Txt2ImageException>(() => all)).Code);
    }

    [Fact]
    public async Task ASearch_ThatHasFoundNothingYet_IsTheErrorOfAnyOther()
    {
        await using var cluster = await StartAsync(("Search:StoreDeadline", "00:00:00.500"));
        cluster.Store.SoFar = null;
        cluster.Store.BeforeSearch = new TaskCompletionSource().Task;

        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => AskAsync(cluster, TimeSpan.Zero));

        Assert.Equal(ErrorCode.Unavailable, failure.Code);
        Assert.NotNull(failure.RetryAfter);
    }

    [Fact]
    public async Task Store_Down_IsAnErrorAlsoForThoseWhoAllowAPart()
    {
        await using var cluster = await StartAsync();
        cluster.Store.SoFar = null;
        cluster.Store.Down = true;

        Assert.Equal(ErrorCode.Unavailable, (await Assert.ThrowsAsync<Txt2ImageException>(() => AskAsync(cluster, Long))).Code);
    }

    [Fact]
    public async Task Part_InTheMetrics_IsNotComplete()
    {
        await using var cluster = await StartAsync();
        var counted = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var meters = new MeterListener { InstrumentPublished = (instrument, one) => Listen(one, instrument == Instruments.Answers) };
        meters.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            counted.AddOrUpdate(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")), value, (_, sum) => sum + value));
        meters.Start();

        await using (await Begun.InAsync(cluster))
        {
            await AskAsync(cluster, TimeSpan.Zero);
        }

        await AskAsync(cluster, null);

        // Other tests' answers are counted too.
        Assert.InRange(counted["cache=none complete=no"], 1, long.MaxValue);
        Assert.InRange(counted["cache=none complete=yes"], 1, long.MaxValue);

        void Listen(MeterListener listener, bool isAnswers)
        {
            if (isAnswers)
            {
                listener.EnableMeasurementEvents(Instruments.Answers);
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public async Task ACutoff_OfAPart_SaysNothingAboutTheRest(int hits)
    {
        await using var cluster = await StartAsync();
        cluster.Store.SoFar = SoFar(hits);
        await using var begun = await Begun.InAsync(cluster);

        var answer = await AskAsync(cluster, TimeSpan.Zero, request => request with { MaxChance = .05 });

        Assert.Equal((hits, Third), (answer.Hits.Length, answer.Part));
        Assert.Equal(new CutoffResult { State = CutoffState.Partial }, answer.Cutoff);
        Assert.All(answer.Hits, hit => Assert.Null(hit.Chance));
    }

    [Fact]
    public async Task AnArrangement_OfAPart_IsNotKeptEither()
    {
        var byName = new Refinement { Within = 50, Order = HitOrder.Name, Facets = ["width"] };
        await using var cluster = await StartAsync();
        SearchAnswer part;
        await using (await Begun.InAsync(cluster))
        {
            part = await AskAsync(cluster, TimeSpan.Zero, request => request with { Refinement = byName });
        }

        var whole = await AskAsync(cluster, null, request => request with { Refinement = byName, K = 50 });

        Assert.Equal(["a.png", "b.png", "c.png"], part.Hits.Select(hit => hit.Names[0]));
        Assert.Equal((Third, false, 3), (part.Part, part.HasMore, part.Facets[0].Values[0].Count));
        Assert.Equal((50, null), (whole.Hits.Length, whole.Part));

        // A kept arrangement needs no search, not even of one who is in a hurry.
        var kept = await AskAsync(cluster, TimeSpan.Zero, request => request with { Refinement = byName, K = 50 });
        Assert.Equal((CacheSource.Memory, 2), (kept.Cache, cluster.Store.Searches));
    }

    private static async Task<Cluster> StartAsync(params (string Setting, string Value)[] settings)
    {
        (string, string)[] patient = [("Search:Deadline", "00:01:00"), ("Search:StoreDeadline", "00:01:00")];
        var cluster = await Cluster.StartAsync(null, settings is [] ? patient : settings);
        await cluster.AddPointsAsync(Images);
        cluster.Store.SoFar = SoFar(3);
        return cluster;
    }

    /// <summary>Hits whose names are not in the order of their scores.</summary>
    private static PartialHits SoFar(int hits) => new(
        [.. new[] { "b.png", "c.png", "a.png" }.Take(hits).Select((name, i) => new Hit(
            new Guid(i, 0, 0, new byte[8]), .9f - (i * .1f), new Payload([name], null, null, 16, 16, "image/png", 1)))],
        Third.Searched,
        Third.Total,
        Third.CompleteDownTo);

    private static async Task<SearchAnswer> AskAsync(
        Cluster cluster,
        TimeSpan? partialWithin,
        Func<SearchRequest, SearchRequest>? change = null,
        CancellationToken cancellationToken = default)
    {
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        var request = new SearchRequest
        {
            Collection = collection.Id,
            Model = collection.Model,
            Version = collection.Version,
            K = 10,
            PartialWithin = partialWithin,
        };
        var key = QueryKey.FromText(TestModel.Instance.Tokenizer, "cat").Value;
        return await cluster.Grains.GetGrain<IQueryGrain>(key).SearchAsync(change?.Invoke(request) ?? request, cancellationToken);
    }

    /// <summary>A search that the store is at, and that others join. It ends when its caller leaves.</summary>
    private sealed class Begun(Cluster cluster) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _leaving = new();
        private Task? _search;

        public static async Task<Begun> InAsync(Cluster cluster)
        {
            cluster.Store.BeforeSearch = new TaskCompletionSource().Task;
            var begun = new Begun(cluster);
            begun._search = AskAsync(cluster, null, static request => request with { K = 50 }, begun._leaving.Token);
            await Eventually.IsTrueAsync(() => cluster.Store.Searches == 1);
            return begun;
        }

        public async ValueTask DisposeAsync()
        {
            cluster.Store.BeforeSearch = Task.CompletedTask;
            await _leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _search!);

            // The grain hears of it later than the caller, and until then others join.
            await Eventually.IsTrueAsync(() => cluster.Store.Waiting == 0);
            _leaving.Dispose();
        }
    }
}
