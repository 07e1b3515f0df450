using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using StackExchange.Redis;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Hosting.Cluster;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Grains.Tests.Searching;

/// <summary>Repeated queries with a real Redis behind the silos.</summary>
public sealed class RedisTests
{
    /// <summary>
    /// For tests about the content of Redis: on a busy machine, a silo's first call, which connects, may take longer than a search waits.
    /// </summary>
    private static readonly (string, string) Patience = ("Cache:CallDeadline", "00:00:05");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_Repeated_IsAnsweredFromMemoryThenFromRedisAndAfterAnIngestFromNeither()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await StartAsync(redis, Patience);
        await cluster.AddPointsAsync(5);
        var first = await cluster.AskAsync("cat");
        Assert.Equal(CacheSource.None, first.Cache);
        Assert.Equal(CacheSource.Memory, (await cluster.AskAsync("cat")).Cache);

        await WrittenAsync(redis, keys: 2);
        cluster.EvictAnswers();
        var again = await cluster.AskAsync("cat");
        Assert.Equal(CacheSource.Distributed, again.Cache);
        Assert.Equal(Shown(first), Shown(again));
        var encoded = cluster.TextsEncoded;

        await cluster.AddPointsAsync(3, seed: 100);
        var fresh = await cluster.AskAsync("cat", fresh: true);
        Assert.Equal((CacheSource.None, 8, encoded), (fresh.Cache, fresh.Hits.Length, cluster.TextsEncoded));
    }

    [Fact]
    public async Task OtherSilos_AfterAllOldOnesHaveEnded_FindEmbeddingsAndAnswersInRedis()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await StartAsync(redis, Patience);
        await cluster.AddPointsAsync(5);
        var first = await cluster.AskAsync("cat");
        await WrittenAsync(redis, keys: 2);
        var old = cluster.Inner.Silos.ToList();
        await cluster.Inner.StartSilosAsync(2);
        foreach (var silo in old)
        {
            await cluster.Inner.StopSiloAsync(silo);
        }

        var encoded = cluster.TextsEncoded;
        var searches = cluster.Store.Searches;
        var again = await AskNewSilosAsync();
        Assert.Equal((CacheSource.Distributed, searches), (again.Cache, cluster.Store.Searches));
        Assert.Equal(Shown(first), Shown(again));

        await cluster.AddPointsAsync(1, seed: 100);
        Assert.Equal(CacheSource.None, (await cluster.AskAsync("cat", fresh: true)).Cache);
        Assert.Equal(encoded, cluster.TextsEncoded);

        // The client notices from failures that the silos have stopped; the Api repeats calls in the same way.
        ValueTask<SearchAnswer> AskNewSilosAsync() =>
            Retry.CallAsync(cluster, static (asked, token) => new ValueTask<SearchAnswer>(asked.AskAsync("cat", cancellationToken: token)), Token);
    }

    [Fact]
    public async Task AnAnswer_Expires_WhileItsEmbeddingLivesOn()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await StartAsync(redis, Patience, ("Cache:Answers", "00:00:01"));
        await cluster.AddPointsAsync(5);
        await cluster.AskAsync("cat");
        await WrittenAsync(redis, keys: 2);
        await WrittenAsync(redis, keys: 1);
        await ForgetGrainsAsync(cluster);
        var encoded = cluster.TextsEncoded;
        Assert.Equal(CacheSource.None, (await cluster.AskAsync("cat")).Cache);
        Assert.Equal(encoded, cluster.TextsEncoded);
    }

    [Fact]
    public async Task Redis_KilledAndStartedAgainUnderLoad_FailsNoSearchAndServesAgain()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await StartAsync(redis);
        await cluster.AddPointsAsync(5);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var asked = 0;
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(lane => Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    var answer = await cluster.AskAsync($"question {Interlocked.Increment(ref asked)} of lane {lane}");
                    Assert.Equal(5, answer.Hits.Length);
                }
            },
            Token)));
        await Eventually.IsTrueAsync(() => asked > 50);
        await redis.KillAsync();
        var atDeath = asked;
        await Eventually.IsTrueAsync(() => asked > atDeath + 200 || load.IsCompleted);
        await redis.StartAgainAsync();
        await Eventually.IsTrueAsync(async () => await GrowsAsync(redis) || load.IsCompleted);
        await enough.CancelAsync();
        await load;

        await cluster.AskAsync("one more");
        await Eventually.IsTrueAsync(async () =>
        {
            cluster.EvictAnswers();
            return (await cluster.AskAsync("one more")).Cache == CacheSource.Distributed;
        });
    }

    [Fact]
    public async Task AFullRedis_EvictsWhatExpires_AndLeavesMembershipAlone()
    {
        await using var redis = await RedisServer.StartAsync("--maxmemory", "4mb", "--maxmemory-policy", "volatile-lru");
        await using var connection = await redis.ConnectAsync();
        var database = connection.GetDatabase();
        await database.HashSetAsync("txt2image/members/txt2image", "silo", "alive");
        var services = new ServiceCollection();
        services.AddRedisCache(new ClusterSettings { Redis = redis.Address });
        await using var provider = services.BuildServiceProvider();
        var cache = provider.GetRequiredService<IDistributedCache>();
        var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(7) };
        for (var i = 0; i < 300; i++)
        {
            try
            {
                await cache.SetAsync($"answer {i}", new byte[32 * 1024], entry, Token);
            }
            catch (RedisTimeoutException)
            {
                // On a busy machine a write can be late. The service takes that for a miss, and here others fill Redis too.
            }
        }

        Assert.Equal("alive", await database.HashGetAsync("txt2image/members/txt2image", "silo"));

        // Which ones go is up to Redis: it compares a few at random, by a clock of seconds.
        var left = await connection.GetServer(redis.Address).DatabaseSizeAsync() - 1;
        Assert.InRange(left, 1, 299);
    }

    private static Task<Cluster> StartAsync(RedisServer redis, params (string Setting, string Value)[] settings) =>
        Cluster.StartAsync(services => services.AddRedisCache(new ClusterSettings { Redis = redis.Address }), settings);

    private static IEnumerable<(Guid Id, float Score)> Shown(SearchAnswer answer) => answer.Hits.Select(hit => (hit.Id, hit.Score));

    /// <summary>Answers are written in the background, so this waits until there are this many keys.</summary>
    private static async Task WrittenAsync(RedisServer redis, int keys)
    {
        await using var connection = await redis.ConnectAsync();
        var server = connection.GetServer(redis.Address);
        await Eventually.IsTrueAsync(async () => await server.DatabaseSizeAsync() == keys);
    }

    /// <summary>Whether Redis is being written to again.</summary>
    private static async Task<bool> GrowsAsync(RedisServer redis)
    {
        await using var connection = await redis.ConnectAsync();
        var server = connection.GetServer(redis.Address);
        var before = await server.DatabaseSizeAsync();
        await Task.Delay(100, Token);
        return await server.DatabaseSizeAsync() > before;
    }

    private static Task ForgetGrainsAsync(Cluster cluster) => cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
}
