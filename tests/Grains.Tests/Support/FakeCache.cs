using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace Txt2Image.Grains.Tests.Support;

/// <summary>How a cache fails.</summary>
internal enum CacheFault
{
    None,
    Throws,

    /// <summary>It never answers; nothing is written.</summary>
    Hangs,

    /// <summary>It never answers, but has done what it was asked to.</summary>
    LosesAnswers,

    /// <summary>What it returns is not what was written.</summary>
    Damages,
}

/// <summary>A distributed cache in memory that can fail.</summary>
internal sealed class FakeCache(TimeProvider time) : IDistributedCache
{
    private readonly ConcurrentDictionary<string, (byte[] Value, DateTimeOffset Until)> _entries = new(StringComparer.Ordinal);

    private int _gets;

    public CacheFault Fault { get; set; }

    /// <summary>A get waits for this.</summary>
    public Task BeforeGet { get; set; } = Task.CompletedTask;

    public int Gets => Volatile.Read(ref _gets);

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _gets);
        await BeforeGet;
        return Fault switch
        {
            CacheFault.Throws => throw Broken(),
            CacheFault.Hangs or CacheFault.LosesAnswers => await new TaskCompletionSource<byte[]?>().Task,
            CacheFault.Damages => Find(key)?[..^1],
            _ => Find(key),
        };
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken cancellationToken = default)
    {
        if (Fault == CacheFault.Throws)
        {
            return Task.FromException(Broken());
        }

        if (Fault != CacheFault.Hangs)
        {
            _entries[key] = (value, time.GetUtcNow() + options.AbsoluteExpirationRelativeToNow!.Value);
        }

        return Fault is CacheFault.Hangs or CacheFault.LosesAnswers ? new TaskCompletionSource().Task : Task.CompletedTask;
    }

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private byte[]? Find(string key) => _entries.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow() ? entry.Value : null;

    private static InvalidOperationException Broken() => new("the cache is broken");
}
