using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Encoding;

/// <summary>
/// What the pool knows about a slot: its calls in progress, the time per item on its device, and whether it is left out for a while.
/// </summary>
internal sealed class EncoderSlot(DeviceSlot slot, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);
    private const double NewestWeight = 0.05;

    /// <summary>Devices that need less than this per item count as equally fast, because smaller differences are measurement noise.</summary>
    private const double QuickMs = 1;

    /// <summary>A slot that rejected work counts as busy for at most this time, because its queue may have become shorter.</summary>
    private static readonly TimeSpan LongestBusy = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _underWay;
    private double _meanMs = QuickMs;
    private TimeSpan _pause = FirstPause;
    private long? _failed;
    private long? _rejected;
    private TimeSpan _busyFor;
    private IEncoderGrain? _encoder;

    public DeviceSlot Slot { get; } = slot;

    /// <summary>Whether it is left out after its last failure: for 5 s, doubling with each further failure.</summary>
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

    /// <summary>Expected milliseconds until a new call is answered.</summary>
    public double ExpectedMs
    {
        get
        {
            lock (_lock)
            {
                var busy = _rejected is { } since ? _busyFor - time.GetElapsedTime(since) : TimeSpan.Zero;
                return ((_underWay + 1) * _meanMs) + Math.Max(0, busy.TotalMilliseconds);
            }
        }
    }

    /// <summary>The slot's encoder. Its reference is cached, because Orleans reflects over the interface for every new one.</summary>
    public IEncoderGrain Encoder(IGrainFactory grains) => _encoder ??= grains.GetGrain<IEncoderGrain>(Slot.Key);

    public void Begin()
    {
        lock (_lock)
        {
            _underWay++;
        }
    }

    /// <summary>
    /// A call has been answered. A rejection says nothing about the device's speed: until the time it names, the slot counts as that busy.
    /// </summary>
    public void Answered(EncodeResult result)
    {
        lock (_lock)
        {
            _underWay--;
            if (result.RetryAfter is { } retryAfter)
            {
                _rejected = time.GetTimestamp();
                _busyFor = retryAfter < LongestBusy ? retryAfter : LongestBusy;
                return;
            }

            // One batch that had to wait for a core says little of the device, so it counts as twice the mean at most.
            var each = Math.Max(QuickMs, result.InferenceMs / Math.Max(1, result.BatchSize));
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

            // Calls in progress at the same time fail together, which counts as one failure.
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
