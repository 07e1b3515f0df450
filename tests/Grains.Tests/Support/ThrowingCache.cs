using Microsoft.Extensions.Caching.Distributed;

namespace Txt2Image.Grains.Tests.Support;

/// <summary>A cache that is broken in one of two ways: it throws, or it never answers.</summary>
internal sealed class ThrowingCache(bool hangs) : IDistributedCache
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public byte[]? Get(string key) => throw new InvalidOperationException("the cache is broken");

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        await FailAsync();
        return null;
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new InvalidOperationException("the cache is broken");

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken cancellationToken = default) =>
        FailAsync();

    public void Refresh(string key) => throw new InvalidOperationException("the cache is broken");

    public Task RefreshAsync(string key, CancellationToken cancellationToken = default) => FailAsync();

    public void Remove(string key) => throw new InvalidOperationException("the cache is broken");

    public Task RemoveAsync(string key, CancellationToken cancellationToken = default) => FailAsync();

    private Task FailAsync()
    {
        Interlocked.Increment(ref _calls);
        return hangs ? new TaskCompletionSource().Task : Task.FromException(new InvalidOperationException("the cache is broken"));
    }
}
