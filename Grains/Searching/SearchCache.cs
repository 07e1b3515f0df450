using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Embeddings and answers in the distributed cache. A cache that fails, is slow or holds nonsense is a miss: it is counted, logged once per outage, and
/// never delays a search by more than its deadline.
/// </summary>
internal sealed partial class SearchCache(IDistributedCache cache, IOptions<CacheOptions> options, TimeProvider time, ILogger<SearchCache> log)
{
    private readonly CacheOptions _options = options.Value;
    private long _failures;
    private int _outage;

    /// <summary>How many calls of the cache have failed since the start.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    public async Task<QuestionEmbedding?> FindEmbeddingAsync(string model, QueryKey question, int dimension) =>
        await GetAsync(EmbeddingKey(model, question)) is { } bytes ? CachedValues.ReadEmbedding(bytes, dimension) : null;

    public Task KeepAsync(string model, QueryKey question, QuestionEmbedding embedding) =>
        SetAsync(EmbeddingKey(model, question), CachedValues.Write(embedding), _options.Embeddings);

    public async Task<QuestionHits?> FindHitsAsync(string model, Guid collection, string version, QueryKey question) =>
        await GetAsync(HitsKey(model, collection, version, question)) is { } bytes ? CachedValues.ReadHits(bytes) : null;

    public Task KeepAsync(string model, Guid collection, string version, QueryKey question, QuestionHits hits) =>
        SetAsync(HitsKey(model, collection, version, question), CachedValues.Write(hits), _options.Answers);

    // A question may hold any character and be long; its hash is a key that every cache takes.
    private static string EmbeddingKey(string model, QueryKey question) => $"t2i:e:{model}:{Hash(question)}";

    private static string HitsKey(string model, Guid collection, string version, QueryKey question) =>
        $"t2i:k:{model}:{collection:N}:{version}:{Hash(question)}";

    private static string Hash(QueryKey question) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(question.Value)));

    private async Task<byte[]?> GetAsync(string key)
    {
        try
        {
            var value = await cache.GetAsync(key).WaitAsync(_options.CallDeadline, time);
            Recovered();
            return value;
        }
#pragma warning disable CA1031 // Whatever a cache throws, it is a miss.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(failure);
            return null;
        }
    }

    private async Task SetAsync(string key, byte[] value, TimeSpan lifetime)
    {
        try
        {
            var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime };
            await cache.SetAsync(key, value, entry).WaitAsync(_options.CallDeadline, time);
            Recovered();
        }
#pragma warning disable CA1031 // Whatever a cache throws, the answer stands without it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failed(failure);
        }
    }

    private void Failed(Exception failure)
    {
        Interlocked.Increment(ref _failures);
        if (Interlocked.Exchange(ref _outage, 1) == 0) LogOutage(failure.GetType().Name, failure.Message);
    }

    private void Recovered()
    {
        if (Volatile.Read(ref _outage) != 0 && Interlocked.Exchange(ref _outage, 0) == 1) LogRecovered(Failures);
    }

    [LoggerMessage(LogLevel.Warning, "The cache does not answer ({Type}: {Reason}); searches go on without it")]
    private partial void LogOutage(string type, string reason);

    [LoggerMessage(LogLevel.Information, "The cache answers again; {Failures} calls have failed since the start")]
    private partial void LogRecovered(long failures);
}
