namespace Txt2Image.Grains.Searching;

/// <summary>
/// Skips a cache that has failed several times in a row: no call is made for a second, then one call tries it, and the others continue without the
/// cache until that call is answered. So a cache that hangs costs its deadline a few times per outage, and after that once a second.
/// </summary>
internal sealed class CacheBreaker(TimeProvider time)
{
    /// <summary>The number of consecutive failures that count as an outage.</summary>
    public const int Patience = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _failures;
    private long _lastFailure;
    private bool _trying;

    /// <summary>Whether a call may be made. Its outcome must then be reported to this object.</summary>
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

    /// <summary>Records a call that was answered.</summary>
    /// <returns>Whether this ends an outage.</returns>
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

    /// <summary>Records a call that failed.</summary>
    /// <returns>Whether this starts an outage.</returns>
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
