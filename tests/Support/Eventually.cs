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
        for (var started = System.Diagnostics.Stopwatch.GetTimestamp(); !await condition();)
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"The condition that the test waits for did not hold within {Patience.TotalSeconds:F0} s.");
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }
}
