namespace Txt2Image.Grains.Searching;

/// <summary>
/// Leaves a cache alone that has failed several times in a row: for a second nobody asks it, then one call tries, and the others go on without it until
/// that call has an answer. So a cache that hangs costs its deadline a few times per outage, and then once a second.
/// </summary>
internal sealed class CacheBreaker(TimeProvider time)
{
    /// <summary>Failures in a row that make an outage.</summary>
    public const int Patience = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _failures;
    private long _lastFailure;
    private bool _trying;

    /// <summary>Whether a call may be made; it must then be told how that ended.</summary>
    public bool Admits()
    {
        lock (_lock)
        {
            if (_failures < Patience)
            {
                return true;
            }

            if (_trying || time.GetElapsedTime(_lastFailure) < Pause)
            {
                return false;
            }

            return _trying = true;
        }
    }

    /// <summary>A call was answered.</summary>
    /// <returns>Whether that ends an outage.</returns>
    public bool Succeeded()
    {
        lock (_lock)
        {
            var recovered = _failures >= Patience;
            _failures = 0;
            _trying = false;
            return recovered;
        }
    }

    /// <summary>A call failed.</summary>
    /// <returns>Whether that begins an outage.</returns>
    public bool Failed()
    {
        lock (_lock)
        {
            _trying = false;
            _lastFailure = time.GetTimestamp();
            return ++_failures == Patience;
        }
    }
}
