using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Encoding;

/// <summary>What the pool knows of one slot: what it has under way there, what calls took, and whether it is left out for a while.</summary>
internal sealed class EncoderSlot(DeviceSlot slot, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);
    private const double NewestWeight = 0.2;

    private readonly Lock _lock = new();
    private int _underWay;
    private double _meanMs = 1;
    private TimeSpan _pause = FirstPause;
    private long? _failed;
    private IEncoderGrain? _encoder;

    public DeviceSlot Slot { get; } = slot;

    /// <summary>Left out since its last failure: 5 s, doubling with every further one.</summary>
    public bool LeftOut
    {
        get
        {
            lock (_lock) return _failed is { } since && time.GetElapsedTime(since) < _pause;
        }
    }

    /// <summary>Expected milliseconds until a new call would be answered.</summary>
    public double ExpectedMs
    {
        get
        {
            lock (_lock) return (_underWay + 1) * _meanMs;
        }
    }

    /// <summary>The slot's encoder. Its reference is kept, since Orleans reflects over the interface for every new one.</summary>
    public IEncoderGrain Encoder(IGrainFactory grains) => _encoder ??= grains.GetGrain<IEncoderGrain>(Slot.Key);

    public long Begin()
    {
        lock (_lock) _underWay++;
        return time.GetTimestamp();
    }

    public void Succeeded(long begun, int batchSize)
    {
        var each = time.GetElapsedTime(begun).TotalMilliseconds / Math.Max(1, batchSize);
        lock (_lock)
        {
            _underWay--;
            _meanMs += NewestWeight * (each - _meanMs);
            _failed = null;
            _pause = FirstPause;
        }
    }

    public void Left()
    {
        lock (_lock) _underWay--;
    }

    public void Failed()
    {
        lock (_lock)
        {
            _underWay--;

            // Calls that were under way together fail together: that is one failure.
            if (_failed is { } since && time.GetElapsedTime(since) < _pause) return;
            if (_failed is not null) _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            _failed = time.GetTimestamp();
        }
    }
}
