using System.Collections.Concurrent;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// This process's view of the catalogue. A reading serves for 250 ms from its sending, so that a question asked 1 s after an acknowledgement never misses
/// what was acknowledged; while the store does not answer, the last reading stands.
/// </summary>
internal sealed class Catalogue(IVectorStore store, TimeProvider time)
{
    /// <summary>How long a reading serves.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan ReadDeadline = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The collection of this name, or null; read from the store itself if <paramref name="fresh"/>.</summary>
    /// <exception cref="Txt2ImageException">Unavailable: the store does not answer, and there is no earlier reading that may stand.</exception>
    public async ValueTask<CollectionInfo?> FindAsync(string name, bool fresh, CancellationToken cancellationToken)
    {
        var known = _entries.GetValueOrDefault(name);
        if (!fresh && known is not null && time.GetElapsedTime(known.Sent) < known.ServesFor) return known.Collection;
        try
        {
            return await ReadAsync(name, cancellationToken);
        }
        catch (Txt2ImageException failure) when (!fresh && known is not null && failure.Code == ErrorCode.Unavailable)
        {
            _entries[name] = known with { Sent = time.GetTimestamp(), ServesFor = PauseAfterFailure };
            return known.Collection;
        }
    }

    /// <summary>Forgets a name: this process has just changed it.</summary>
    public void Forget(string name) => _entries.TryRemove(name, out _);

    private async Task<CollectionInfo?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(ReadDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var found = await store.FindAsync(name, either.Token);
            if (found is null) Forget(name);
            else Keep(name, new Entry(found, sent, Lifetime));
            return found;
        }
        catch (StoreException failure)
        {
            throw StoreFailures.ToWire(failure);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new Txt2ImageException(ErrorCode.Unavailable, "The vector store does not answer in time; try again.") { RetryAfter = PauseAfterFailure };
        }
    }

    /// <summary>Readings may overtake each other: the one sent last stands.</summary>
    private void Keep(string name, Entry entry) =>
        _entries.AddOrUpdate(name, entry, (_, other) => other.Sent <= entry.Sent ? entry : other);

    private sealed record Entry(CollectionInfo Collection, long Sent, TimeSpan ServesFor);
}
