using System.Diagnostics;

namespace Txt2Image.Tests.Support;

/// <summary>Waits for something on another thread or in another process; how long it takes does not affect the result.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within a minute.</exception>
    public static Task IsTrueAsync(Func<bool> condition, CancellationToken cancellationToken = default) =>
        IsTrueAsync(() => Task.FromResult(condition()), cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within a minute.</exception>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, CancellationToken cancellationToken = default)
    {
        if (!await HoldsAsync(condition, cancellationToken))
        {
            throw new TimeoutException($"The condition that the test waits for did not hold within {Patience.TotalSeconds:F0} s.");
        }
    }

    /// <summary>Waits until a condition holds, for at most a minute, and returns whether it does.</summary>
    public static async Task<bool> HoldsAsync(Func<Task<bool>> condition, CancellationToken cancellationToken = default)
    {
        for (var started = Stopwatch.GetTimestamp(); !await condition();)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                return false;
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }

        return true;
    }
}
