using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// The cache of a process without Redis. It keeps embeddings only, because <see cref="AnswerMemory"/> keeps the answers of this process already.
/// </summary>
internal sealed class LocalCache(IOptions<CacheOptions> options, TimeProvider time) : IDistributedCache
{
    private readonly BoundedMemory<string, byte[]> _kept = new(options.Value.MemoryBytes, time);

    /// <summary>The estimated size of all entries, in bytes: at most the budget.</summary>
    public long Bytes => _kept.Bytes;

    public byte[]? Get(string key) => _kept.Find(key, 0, static (_, _) => true);

    public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken = default) => Task.FromResult(Get(key));

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        _kept.Keep(key, value, BytesOf(key, value), options.AbsoluteExpirationRelativeToNow ?? TimeSpan.MaxValue);

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken cancellationToken = default)
    {
        Set(key, value, options);
        return Task.CompletedTask;
    }

    public void Refresh(string key) => Get(key);

    public Task RefreshAsync(string key, CancellationToken cancellationToken = default) => GetAsync(key, cancellationToken);

    public void Remove(string key) => _kept.Remove(key);

    public Task RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        Remove(key);
        return Task.CompletedTask;
    }

    /// <summary>The key, the value, and what the dictionary and the list need for them, as an estimate.</summary>
    private static long BytesOf(string key, byte[] value) => 300 + (2L * key.Length) + value.Length;
}
