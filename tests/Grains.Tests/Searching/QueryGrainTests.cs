using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Grains.Abstractions;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class QueryGrainTests
{
    [Fact]
    public async Task AHundredEqualQuestionsAtOnce_AreOneEncode_AndOneVectorSearch()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(60);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        var gate = new TaskCompletionSource();
        cluster.Store.BeforeSearch = gate.Task;
        var asked =
            Enumerable.Range(0, 100).Select(i => cluster.AskAsync(collection, i % 2 == 0 ? "Red  Bicycle" : "red bicycle", k: 1 + i % 25)).ToList();
        gate.SetResult();
        var answers = await Task.WhenAll(asked);
        Assert.Equal((1, 1), (cluster.TextsEncoded, cluster.Store.Searches));
        for (var i = 0; i < answers.Length; i++)
        {
            Assert.Equal(answers[24].Hits.Take(1 + i % 25).Select(hit => hit.Id), answers[i].Hits.Select(hit => hit.Id));
        }
    }

    [Fact]
    public async Task DifferentK_ShareOneSearch_AndPagesAreSlices()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(120);
        var whole = await cluster.AskAsync("cat", k: 100);
        var page = await cluster.AskAsync("cat", k: 10, offset: 90);
        var small = await cluster.AskAsync("cat", k: 3);
        Assert.Equal(1, cluster.Store.Searches);
        Assert.Equal((CacheSource.None, CacheSource.Memory, CacheSource.Memory), (whole.Cache, page.Cache, small.Cache));
        Assert.Equal(whole.Hits[90..].Select(hit => hit.Id), page.Hits.Select(hit => hit.Id));
        Assert.Equal(whole.Hits[..3].Select(hit => hit.Id), small.Hits.Select(hit => hit.Id));
        var more = await cluster.AskAsync("cat", k: 101);
        Assert.Equal((2, 1), (cluster.Store.Searches, cluster.TextsEncoded));
        Assert.Equal(101, more.Hits.Length);
    }

    [Fact]
    public async Task Answer_OfTheWholeCollection_ServesEveryPage()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(7);
        await cluster.AskAsync("cat");
        Assert.Equal(7, (await cluster.AskAsync("cat", k: 1000)).Hits.Length);
        Assert.Empty((await cluster.AskAsync("cat", k: 10, offset: 900)).Hits);
        Assert.Equal(1, cluster.Store.Searches);
    }

    [Fact]
    public async Task Answer_EvictedFromMemory_IsInTheDistributedCache()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(5);
        var first = await cluster.AskAsync("cat");
        cluster.EvictAnswers();
        var again = await cluster.AskAsync("cat");
        Assert.Equal(CacheSource.Distributed, again.Cache);
        Assert.Equal(first.Hits.Select(hit => (hit.Id, hit.Score)), again.Hits.Select(hit => (hit.Id, hit.Score)));
        Assert.Equal((1, 1), (cluster.TextsEncoded, cluster.Store.Searches));
    }

    [Fact]
    public async Task AnAnswer_WithoutRedis_IsKeptOnlyOnce()
    {
        var cache = new LocalCache(Options.Create(new CacheOptions()), TimeProvider.System);
        await using var cluster = await Cluster.StartAsync(services => services.AddSingleton<IDistributedCache>(cache));
        await cluster.AddPointsAsync(5);
        await cluster.AskAsync("cat");
        Assert.Equal(CacheSource.Memory, (await cluster.AskAsync("cat")).Cache);
        cluster.EvictAnswers();
        Assert.Equal(CacheSource.None, (await cluster.AskAsync("cat")).Cache);
        Assert.Equal((1, 2), (cluster.TextsEncoded, cluster.Store.Searches));
    }

    [Fact]
    public async Task Waiters_AllButOneLeave_TheLastIsAnsweredByOneInference()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(5);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        CloseAll(cluster);
        using var leaving = new CancellationTokenSource();
        var stays = cluster.AskAsync(collection, "cat");
        var leave = Enumerable.Range(0, 99).Select(_ => cluster.AskAsync(collection, "cat", cancellationToken: leaving.Token)).ToList();
        await Task.WhenAny(cluster.Towers.Select(towers => towers.EnteredAsync()));
        await leaving.CancelAsync();
        foreach (var left in leave)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        OpenAll(cluster);
        Assert.Equal(5, (await stays).Hits.Length);
        Assert.Equal((1, 1), (cluster.TextsEncoded, cluster.Store.Searches));
    }

    [Fact]
    public async Task WhenAllLeave_WhileTheirWorkIsQueued_ItIsNotDone()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(5);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        CloseAll(cluster);
        var pool = cluster.EncoderPool();
        var busy =
            Enumerable.Range(0, 8).Select(i => pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, 100 + i, 513], default).AsTask()).ToList();
        await Task.WhenAll(cluster.Towers.Select(towers => towers.EnteredAsync()));
        await Eventually.IsTrueAsync(() => cluster.Waiting + cluster.TextsEncoded == busy.Count);
        var waiting = cluster.Waiting;
        using var leaving = new CancellationTokenSource();
        var leave = Enumerable.Range(0, 20).Select(_ => cluster.AskAsync(collection, "cat", cancellationToken: leaving.Token)).ToList();
        await Eventually.IsTrueAsync(() => cluster.Waiting == waiting + 1);
        await leaving.CancelAsync();
        foreach (var left in leave)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        await Eventually.IsTrueAsync(() => cluster.Waiting == waiting);

        // Asking again starts a new flight: only its own inference and search may be counted.
        var before = cluster.Store.Searches;
        OpenAll(cluster);
        await Task.WhenAll(busy);
        Assert.Equal(5, (await cluster.AskAsync(collection, "cat")).Hits.Length);
        Assert.Equal((8 + 1, 0, 1), (cluster.TextsEncoded, before, cluster.Store.Searches));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cache_ThrowsOrHangs_IsAMiss(bool hangs)
    {
        var broken = new ThrowingCache(hangs);
        await using var cluster = await Cluster.StartAsync(services =>
            services.AddSingleton<IDistributedCache>(broken));
        await cluster.AddPointsAsync(5);
        var first = await cluster.AskAsync("cat");
        Assert.Equal((5, CacheSource.None), (first.Hits.Length, first.Cache));
        Assert.Equal(CacheSource.Memory, (await cluster.AskAsync("cat")).Cache);
        Assert.True(broken.Calls >= 2, "the cache was not asked");
    }

    [Fact]
    public async Task AFullQueue_IsOverloaded_AsAResult()
    {
        await using var cluster = await Cluster.StartAsync(null, ("Encoding:MaxQueue", "1"));
        await cluster.AddPointsAsync(5);
        CloseAll(cluster);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        var asked = Enumerable.Range(0, 40).Select(i => cluster.AskAsync(collection, $"question {i}")).ToList();
        var refused = await await Task.WhenAny(asked);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        OpenAll(cluster);
        var answers = await Task.WhenAll(asked);
        Assert.Contains(answers, answer => answer.RetryAfter is null && answer.Hits.Length == 5);

        // A rejection is not kept.
        for (var i = 0; i < answers.Length; i++)
        {
            Assert.Equal(5, (await cluster.AskAsync(collection, $"question {i}")).Hits.Length);
        }
    }

    [Fact]
    public async Task MoreUncachedQuestionsThanAStoreAnswersInTime_AreOverloaded_WhileCachedOnesAreAnswered()
    {
        await using var cluster = await Cluster.StartAsync(null, ("Search:StoreDeadline", "00:00:10"));
        await cluster.AddPointsAsync(5);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        await cluster.AskAsync(collection, "known");

        cluster.Store.SearchTime = TimeSpan.FromMilliseconds(2);
        var number = 0;

        // More at once than the first limit of both silos.
        var asked = AskAllAsync(600);
        Assert.Equal(CacheSource.Memory, (await cluster.AskAsync(collection, "known")).Cache);
        var answers = await asked;
        Assert.Contains(answers, answer => answer?.RetryAfter >= TimeSpan.FromSeconds(1));
        Assert.Contains(answers, answer => answer is { RetryAfter: null, Hits.Length: 5 });

        Task<SearchAnswer?[]> AskAllAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => AskAsync($"question {number++}")));

        // On busy cores, some of so many calls at once may end by the calls' own limit.
        async Task<SearchAnswer?> AskAsync(string text)
        {
            try
            {
                return await cluster.AskAsync(collection, text);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task AStoreThatIsDown_IsUnavailable_WhileCachedAnswersGoOn()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(5);
        await cluster.AskAsync("known");
        cluster.Store.Down = true;
        Assert.Equal(CacheSource.Memory, (await cluster.AskAsync("known")).Cache);
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => cluster.AskAsync("new"));
        Assert.Equal(ErrorCode.Unavailable, failure.Code);
        cluster.Store.Down = false;
        Assert.Equal(5, (await cluster.AskAsync("new")).Hits.Length);
    }

    /// <summary>Four times as many as both silos admit at once.</summary>
    [Fact]
    public async Task Searches_ThatFail_ReturnTheirPlaces()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(5);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        cluster.Store.Down = true;
        for (var i = 0; i < 1024; i++)
        {
            await Assert.ThrowsAsync<Txt2ImageException>(() => cluster.AskAsync(collection, $"question {i}"));
        }
    }

    [Fact]
    public async Task Searches_ThatWaitTooLong_LowerTheLimitOfTheirSilo()
    {
        const int First = 128;
        await using var cluster = await Cluster.StartAsync(null, ("Search:MaxWait", "00:00:00.300"), ("Search:StoreDeadline", "00:00:10"));
        await cluster.AddPointsAsync(5);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        for (var i = 0; i < 50; i++)
        {
            await cluster.AskAsync(collection, $"alone {i}");
        }

        Assert.All(cluster.Admissions, admission => Assert.Equal(First, Limit(admission)));
        var gate = new TaskCompletionSource();
        var before = cluster.Store.Searches;
        cluster.Store.BeforeSearch = gate.Task;
        var crowd = Enumerable.Range(0, 400).Select(i => cluster.AskAsync(collection, $"question {i}")).ToList();
        await Eventually.IsTrueAsync(() => crowd.Count(asked => asked.IsCompleted) + cluster.Store.Searches - before == crowd.Count);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        gate.SetResult();
        await Task.WhenAll(crowd);

        Assert.Contains(cluster.Admissions, admission => Limit(admission) < First);

        static int Limit(SearchAdmission admission)
        {
            List<SearchAdmission.Place> places = [];
            while (admission.TryEnter(1).Place is { } place)
            {
                places.Add(place);
            }

            places.ForEach(place => place.Dispose());
            return places.Count;
        }
    }

    [Fact]
    public async Task Search_WhoseCallerLeavesWhileTheCacheIsAsked_IsNotDone()
    {
        var cache = new FakeCache(TimeProvider.System);
        await using var cluster = await Cluster.StartAsync(
            services => services.AddSingleton<IDistributedCache>(cache), ("Cache:CallDeadline", "00:00:05"));
        await cluster.AddPointsAsync(5);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        await cluster.AskAsync(collection, "cat");
        var gate = new TaskCompletionSource();
        cache.BeforeGet = gate.Task;
        using var leaving = new CancellationTokenSource();
        var gets = cache.Gets;
        var left = cluster.AskAsync(collection with { Version = "later" }, "cat", cancellationToken: leaving.Token);
        await Eventually.IsTrueAsync(() => cache.Gets > gets);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await SettleAsync(cluster, collection);

        cache.BeforeGet = Task.CompletedTask;
        gate.SetResult();

        Assert.Equal(5, (await cluster.AskAsync(collection with { Version = "latest" }, "cat")).Hits.Length);
        Assert.Equal(2, cluster.Store.Searches);
    }

    [Fact]
    public async Task SharedSearch_FailedAfterItsFirstAskerLeft_IsNotJoinedAgain()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(120);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        var gate = new TaskCompletionSource();
        cluster.Store.BeforeSearch = gate.Task;
        using var leaving = new CancellationTokenSource();
        var first = cluster.AskAsync(collection, "cat", k: 100, cancellationToken: leaving.Token);
        await Eventually.IsTrueAsync(() => cluster.Store.Searches == 1);
        var second = cluster.AskAsync(collection, "cat", k: 10);
        await SettleAsync(cluster, collection);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await SettleAsync(cluster, collection);
        cluster.Store.Down = true;
        gate.SetResult();
        await Assert.ThrowsAsync<Txt2ImageException>(() => second);
        cluster.Store.Down = false;
        Assert.Equal(10, (await cluster.AskAsync(collection, "cat", k: 10)).Hits.Length);
        Assert.Equal(2, cluster.Store.Searches);
    }

    [Fact]
    public async Task Collection_OfAnotherModel_IsAConflict()
    {
        await using var cluster = await Cluster.StartAsync();
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => cluster.AskAsync(cluster.Collection with { Model = "another" }, "cat"));
        Assert.Equal(ErrorCode.Conflict, failure.Code);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(996, 5)]
    public async Task Slice_OutOfBounds_IsRejected(int offset, int k)
    {
        await using var cluster = await Cluster.StartAsync();
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => cluster.AskAsync("cat", k, offset));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
    }

    /// <summary>The grain has seen everything that was sent to it once it answers what is sent afterwards.</summary>
    private static async Task SettleAsync(Cluster cluster, Collection collection)
    {
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<Txt2ImageException>(() => cluster.AskAsync(collection, "cat", k: 0));
        }
    }

    private static void CloseAll(Cluster cluster) => Array.ForEach(cluster.Towers, towers => { towers.Forget(); towers.Close(); });

    private static void OpenAll(Cluster cluster) => Array.ForEach(cluster.Towers, towers => towers.Open());
}
