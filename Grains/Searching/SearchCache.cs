using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Telemetry;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Embeddings and answers in the distributed cache. A cache that fails, is slow or returns invalid data is a miss: it is counted, logged once per
/// outage, and never delays a search by more than its deadline. The deadline is enforced here, because a Redis client checks its own timeouts only
/// once a second.
/// </summary>
internal sealed partial class SearchCache(IDistributedCache cache, IOptions<CacheOptions> options, TimeProvider time, ILogger<SearchCache> log)
{
    private const string Embedding = "embedding";
    private const string Answer = "answer";

    private readonly CacheOptions _options = options.Value;
    private readonly bool _takesAnswers = cache is not LocalCache;
    private readonly CacheBreaker _breaker = new(time);
    private long _failures;

    /// <summary>How many calls to the cache have failed since the start.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    public async Task<QuestionEmbedding?> FindEmbeddingAsync(string model, QueryKey question, int dimension) =>
        await GetAsync(Embedding, EmbeddingKey(model, question), bytes => CachedValues.ReadEmbedding(bytes, dimension));

    public Task KeepAsync(string model, QueryKey question, QuestionEmbedding embedding) =>
        SetAsync(Embedding, EmbeddingKey(model, question), CachedValues.Write(embedding), _options.Embeddings);

    public async Task<QuestionHits?> FindHitsAsync(string model, ShelfKey shelf, QueryKey question) =>
        _takesAnswers ? await GetAsync(Answer, HitsKey(model, shelf, question), CachedValues.ReadHits) : null;

    public Task KeepAsync(string model, ShelfKey shelf, QueryKey question, QuestionHits hits) =>
        _takesAnswers ? SetAsync(Answer, HitsKey(model, shelf, question), CachedValues.Write(hits), _options.Answers) : Task.CompletedTask;

    // A query may contain any character and be long; its hash is a valid key for every cache.
    private static string EmbeddingKey(string model, QueryKey question) => $"t2i:e:{model}:{Hash(question.Value)}";

    private static string HitsKey(string model, ShelfKey shelf, QueryKey question) => string.Create(
        CultureInfo.InvariantCulture,
        $"t2i:k:{model}:{shelf.Collection:N}:{shelf.Version}:{(shelf.Filter is null ? "" : Hash(shelf.Filter))}:{Hash(question.Value)}"
        + $"{(shelf.Ef is { } ef ? $":ef{ef}" : "")}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private async Task<T?> GetAsync<T>(string kind, string key, Func<byte[], T?> read)
        where T : class
    {
        if (!_breaker.Admits())
        {
            Count(kind, "skipped");
            return null;
        }

        try
        {
            var bytes = await cache.GetAsync(key).WaitAsync(_options.CallDeadline, time);
            Answered();
            var value = bytes is null ? null : read(bytes);
            Count(kind, value is null ? "miss" : "hit");
            return value;
        }
#pragma warning disable CA1031 // Any failure of the cache is a miss.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(kind, exception);
            return null;
        }
    }

    private async Task SetAsync(string kind, string key, byte[] value, TimeSpan lifetime)
    {
        if (!_breaker.Admits())
        {
            return;
        }

        try
        {
            var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime };
            await cache.SetAsync(key, value, entry).WaitAsync(_options.CallDeadline, time);
            Answered();
            Count(kind, "written");
        }
#pragma warning disable CA1031 // Any failure of the cache leaves the answer valid.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(kind, exception);
        }
    }

    private void Answered()
    {
        if (_breaker.Succeeded())
        {
            LogRecovered(Failures);
        }
    }

    private void Failed(string kind, Exception failure)
    {
        Interlocked.Increment(ref _failures);
        Count(kind, "failure");
        if (_breaker.Failed())
        {
            LogOutage(failure.GetType().Name, failure.Message);
        }
    }

    private static void Count(string kind, string outcome) => Instruments.CacheCalls.Add(1, new("kind", kind), new("outcome", outcome));

    [LoggerMessage(LogLevel.Warning, "The cache does not answer ({Type}: {Reason}); searches continue without it")]
    private partial void LogOutage(string type, string reason);

    [LoggerMessage(LogLevel.Information, "The cache answers again; {Failures} calls have failed since the start")]
    private partial void LogRecovered(long failures);
}
