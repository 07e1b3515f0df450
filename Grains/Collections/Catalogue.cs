using System.Collections.Concurrent;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// This process's view of the catalogue, the only one in it: grains and the process's own client share it. A reading serves for 250 ms from its sending, so that
/// a question asked 1 s after an acknowledgement never misses what was acknowledged; while the store does not answer, the last reading stands.
/// </summary>
/// <remarks>
/// All who need a new reading share one, and who has an earlier one waits for it no longer than for a cache: a store that hangs must not hold up what caches
/// can answer. What stands meanwhile is older than the promise allows only where the store needs more than half a second for a reading.
/// </remarks>
internal sealed class Catalogue(IVectorStore store, TimeProvider time)
{
    /// <summary>How long a reading serves.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a new reading holds up those who have an earlier one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly StoreDeadline _deadline = new(TimeSpan.FromSeconds(1.5), PauseAfterFailure, time);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reading> _readings = new(StringComparer.Ordinal);

    /// <summary>The collection of this name, or null; read from the store itself if <paramref name="fresh"/>.</summary>
    /// <exception cref="Txt2ImageException">Unavailable: the store does not answer, and there is no earlier reading that may stand.</exception>
    public async ValueTask<Collection?> FindAsync(string name, bool fresh, CancellationToken cancellationToken)
    {
        if (fresh)
        {
            return await ReadAsync(name, cancellationToken);
        }

        var known = _entries.GetValueOrDefault(name);
        if (known is not null && time.GetElapsedTime(known.Sent) < known.ServesFor)
        {
            return known.Collection;
        }

        var reading = Share(name);
        if (known is null)
        {
            return await reading.Done.WaitAsync(cancellationToken);
        }

        var patience = Patience - time.GetElapsedTime(reading.Sent);
        if (patience <= TimeSpan.Zero && !reading.Done.IsCompleted)
        {
            return known.Collection;
        }

        try
        {
            return await reading.Done.WaitAsync(patience > TimeSpan.Zero ? patience : Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or Txt2ImageException { Code: ErrorCode.Unavailable })
        {
            return known.Collection;
        }
    }

    /// <summary>Forgets a name: this process has just changed it.</summary>
    public void Forget(string name) => _entries.TryRemove(name, out _);

    /// <summary>A collection as callers of grains see it.</summary>
    public static Collection ToWire(CollectionInfo info) => new()
    {
        Id = info.Id,
        Name = info.Name,
        Model = info.Model,
        ModelName = info.ModelName,
        Dimension = info.Dimension,
        Images = info.Points,
        Version = info.Version,
        Created = info.Created,
        Aliases = [.. info.Aliases],
        Bytes = info.Bytes,
        Changed = info.Changed,
    };

    /// <summary>The reading that is under way, or a new one. It belongs to no caller, so that none can cancel it for the others.</summary>
    private Reading Share(string name)
    {
        lock (_readings)
        {
            return _readings.TryGetValue(name, out var underWay)
                ? underWay
                : _readings[name] = new Reading(time.GetTimestamp(), Task.Run(() => ReadForAllAsync(name)));
        }
    }

    private async Task<Collection?> ReadForAllAsync(string name)
    {
        try
        {
            return await ReadAsync(name, CancellationToken.None);
        }
        catch (Txt2ImageException exception) when (exception.Code == ErrorCode.Unavailable)
        {
            if (_entries.TryGetValue(name, out var known))
            {
                _entries.TryUpdate(name, known with { Sent = time.GetTimestamp(), ServesFor = PauseAfterFailure }, known);
            }

            throw;
        }
        finally
        {
            lock (_readings)
            {
                _readings.Remove(name);
            }
        }
    }

    private async Task<Collection?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        var found = await _deadline.CallAsync((store, name), static (call, token) => call.store.FindAsync(call.name, token), cancellationToken);
        if (found is null)
        {
            Forget(name);
            return null;
        }

        var collection = ToWire(found);
        Keep(name, new Entry(collection, sent, Lifetime));
        return collection;
    }

    /// <summary>Readings may overtake each other: the one sent last stands.</summary>
    private void Keep(string name, Entry entry) =>
        _entries.AddOrUpdate(name, entry, (_, other) => other.Sent <= entry.Sent ? entry : other);

    private sealed record Reading(long Sent, Task<Collection?> Done);

    private sealed record Entry(Collection Collection, long Sent, TimeSpan ServesFor);
}
