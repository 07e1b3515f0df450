using System.Collections.Concurrent;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// This process's only cache of catalogue entries; its grains and its client share it. A reading is valid for 250 ms from when it was sent, so a
/// query 1 s after an acknowledgement always sees what was acknowledged. While the store does not answer, the last reading remains valid.
/// </summary>
/// <remarks>
/// Concurrent callers share a new reading. While the earlier one is younger than <see cref="MostAge"/>, a caller waits for the new one only as long
/// as for a cache, because a slow store must not delay answers from caches. Afterwards it waits until the store has answered or failed. Once a
/// reading has failed, the earlier one remains valid again, so a store that hangs delays one request in a second and not all.
/// </remarks>
internal sealed class Catalogue(IVectorStore store, TimeProvider time)
{
    /// <summary>How long a reading is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a caller that has a usable earlier reading waits for a new one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// From this age a reading is used only if the store fails. With the time for which a client of silos caches it, that is less than a second.
    /// </summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly StoreDeadline _deadline = new(TimeSpan.FromSeconds(1.5), PauseAfterFailure, time);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reading> _readings = new(StringComparer.Ordinal);

    /// <summary>The collection with this name, or null. Reads the store itself if <paramref name="fresh"/>.</summary>
    /// <exception cref="Txt2ImageException">Unavailable: the store does not answer, and there is no earlier reading to use.</exception>
    public async ValueTask<Collection?> FindAsync(string name, bool fresh, CancellationToken cancellationToken)
    {
        if (fresh)
        {
            return await ReadAsync(name, cancellationToken);
        }

        var known = _entries.GetValueOrDefault(name);
        if (known is not null && IsValid(known))
        {
            return known.Collection;
        }

        var reading = Share(name);
        if (known is null)
        {
            return await reading.Done.WaitAsync(cancellationToken);
        }

        var patience = PatienceFor(reading, known);
        if (patience == TimeSpan.Zero && !reading.Done.IsCompleted)
        {
            return known.Collection;
        }

        try
        {
            return await reading.Done.WaitAsync(patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or Txt2ImageException { Code: ErrorCode.Unavailable })
        {
            return known.Collection;
        }
    }

    /// <summary>Removes a name that this process has just changed.</summary>
    public void Forget(string name) => _entries.TryRemove(name, out _);

    /// <summary>Converts a collection to its wire form.</summary>
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

    private bool IsValid(Entry known) =>
        known.Failed is { } failed ? time.GetElapsedTime(failed) < PauseAfterFailure : time.GetElapsedTime(known.Sent) < Lifetime;

    /// <summary>How long to wait for a reading before the known one is used; infinite if that one is too old.</summary>
    private TimeSpan PatienceFor(Reading reading, Entry known)
    {
        if (known.Failed is null && time.GetElapsedTime(known.Sent) >= MostAge)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = Patience - time.GetElapsedTime(reading.Sent);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>
    /// Returns the reading in progress, or starts one if there is none or it was sent too long ago for a new caller. It belongs to no caller, so that
    /// no caller can cancel it for the others.
    /// </summary>
    private Reading Share(string name)
    {
        lock (_readings)
        {
            if (_readings.TryGetValue(name, out var inProgress) && time.GetElapsedTime(inProgress.Sent) < MostAge)
            {
                return inProgress;
            }

            var sent = time.GetTimestamp();
            return _readings[name] = new Reading(sent, Task.Run(() => ReadForAllAsync(name, sent)));
        }
    }

    private async Task<Collection?> ReadForAllAsync(string name, long sent)
    {
        try
        {
            return await ReadAsync(name, CancellationToken.None);
        }
        catch (Txt2ImageException exception) when (exception.Code == ErrorCode.Unavailable)
        {
            // A later reading may have succeeded meanwhile.
            if (_entries.TryGetValue(name, out var known) && known.Sent <= sent)
            {
                _entries.TryUpdate(name, known with { Failed = time.GetTimestamp() }, known);
            }

            throw;
        }
        finally
        {
            lock (_readings)
            {
                if (_readings.TryGetValue(name, out var last) && last.Sent == sent)
                {
                    _readings.Remove(name);
                }
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
        Keep(name, new Entry(collection, sent, Failed: null));
        return collection;
    }

    /// <summary>Readings may overtake each other; keep the one that was sent last.</summary>
    private void Keep(string name, Entry entry) =>
        _entries.AddOrUpdate(name, entry, (_, other) => other.Sent <= entry.Sent ? entry : other);

    private sealed record Reading(long Sent, Task<Collection?> Done);

    /// <param name="Collection">What was read.</param>
    /// <param name="Sent">When the reading was sent.</param>
    /// <param name="Failed">When a later reading failed; null if none has.</param>
    private sealed record Entry(Collection Collection, long Sent, long? Failed);
}
