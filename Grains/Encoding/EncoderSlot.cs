using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Encoding;

/// <summary>What the pool knows of one slot: what it has under way there, what an item took its device, and whether it is left out for a while.</summary>
internal sealed class EncoderSlot(DeviceSlot slot, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);
    private const double NewestWeight = 0.05;

    /// <summary>Devices that need less than this for an item count as equally fast: below it, measured differences are noise.</summary>
    private const double QuickMs = 1;

    private readonly Lock _lock = new();
    private int _underWay;
    private double _meanMs = QuickMs;
    private TimeSpan _pause = FirstPause;
    private long? _failed;
    private IEncoderGrain? _encoder;

    public DeviceSlot Slot { get; } = slot;

    /// <summary>Left out since its last failure: 5 s, doubling with every further one.</summary>
    public bool LeftOut
    {
        get
        {
            lock (_lock)
            {
                return _failed is { } since && time.GetElapsedTime(since) < _pause;
            }
        }
    }

    /// <summary>Expected milliseconds until a new call would be answered.</summary>
    public double ExpectedMs
    {
        get
        {
            lock (_lock)
            {
                return (_underWay + 1) * _meanMs;
            }
        }
    }

    /// <summary>The slot's encoder. Its reference is kept, since Orleans reflects over the interface for every new one.</summary>
    public IEncoderGrain Encoder(IGrainFactory grains) => _encoder ??= grains.GetGrain<IEncoderGrain>(Slot.Key);

    public void Begin()
    {
        lock (_lock)
        {
            _underWay++;
        }
    }

    public void Succeeded(EncodeResult result)
    {
        var each = Math.Max(QuickMs, result.InferenceMs / Math.Max(1, result.BatchSize));
        lock (_lock)
        {
            _underWay--;

            // One batch that had to wait for a core says little of the device: it counts as twice the mean at most.
            _meanMs += NewestWeight * (Math.Min(each, 2 * _meanMs) - _meanMs);
            _failed = null;
            _pause = FirstPause;
        }
    }

    public void Left()
    {
        lock (_lock)
        {
            _underWay--;
        }
    }

    public void Failed()
    {
        lock (_lock)
        {
            _underWay--;

            // Calls that were under way together fail together: that is one failure.
            if (_failed is { } since && time.GetElapsedTime(since) < _pause)
            {
                return;
            }

            if (_failed is not null)
            {
                _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            }

            _failed = time.GetTimestamp();
        }
    }
}
