using System.Collections.Concurrent;
using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Client;

namespace Txt2Image.Grains.Encoding;

/// <summary>This process's view of the cluster's slots. Refreshed at most once a second; kept while no silo answers.</summary>
internal sealed class DeviceMap(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, EncoderSlot> _slots = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task _asking = Task.CompletedTask;
    private ImmutableArray<EncoderSlot> _known = [];
    private long? _asked;

    /// <summary>The slots of a model that have not failed recently. CPUs are included only if no accelerator that works serves the model.</summary>
    public async ValueTask<ImmutableArray<EncoderSlot>> SlotsAsync(string model, CancellationToken cancellationToken)
    {
        if (IsStale())
        {
            await RefreshAsync(cancellationToken);
        }

        var serving = _known.RemoveAll(slot => slot.Slot.Model != model);
        var accelerated = serving.RemoveAll(slot => slot.Slot.IsCpu);
        var preferred = accelerated.IsEmpty ? serving : accelerated;
        var good = preferred.RemoveAll(slot => slot.LeftOut);
        if (!good.IsEmpty)
        {
            return good;
        }

        // A CPU that works is better than an accelerator that has just failed. If all have failed, trying one is better than a certain rejection.
        var others = serving.RemoveAll(slot => slot.LeftOut);
        return others.IsEmpty ? preferred : others;
    }

    /// <summary>Makes the next caller refresh the view, because a slot has just failed.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            _asked = null;
        }
    }

    private bool IsStale()
    {
        lock (_lock)
        {
            return _asked is not { } asked || time.GetElapsedTime(asked) >= Lifetime;
        }
    }

    /// <summary>
    /// One call refreshes the view for all callers. They continue with the current view, unless it is empty, because the silo that is asked may be
    /// the one that has just died.
    /// </summary>
    private Task RefreshAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_asking.IsCompleted)
            {
                _asking = AskAsync();
            }

            return _known.IsEmpty ? _asking.WaitAsync(cancellationToken) : Task.CompletedTask;
        }
    }

    private async Task AskAsync()
    {
        var sent = time.GetTimestamp();
        ImmutableArray<DeviceSlot> slots;
        try
        {
            slots = await grains.GetGrain<IDeviceMapGrain>(0).GetAsync();
        }
        catch (Exception exception) when (!_known.IsEmpty && Retry.WillPass(exception))
        {
            return;
        }

        _known = [.. slots.Select(slot => _slots.GetOrAdd(slot.Key, static (_, state) => new EncoderSlot(state.slot, state.time), (slot, time)))];
        foreach (var gone in _slots.Keys.Except(slots.Select(slot => slot.Key), StringComparer.Ordinal))
        {
            _slots.TryRemove(gone, out _);
        }

        lock (_lock)
        {
            _asked = sent;
        }
    }
}
