namespace Txt2Image.Cli.Server;

/// <summary>How long a request is tried again while the server is busy or away, and how long to wait before each try.</summary>
internal sealed record RetryPolicy(TimeSpan BusyPatience, TimeSpan ConnectionPatience, TimeSpan Timeout)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether a request that is under way is waited for when its caller is told to stop.</summary>
    public bool FinishesWhatIsSent { get; init; }

    /// <summary>Somebody sits and waits for the answer.</summary>
    public static readonly RetryPolicy Interactive = new(TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromSeconds(60));

    /// <summary>Many images are on their way: a restart of the server should not end it.</summary>
    public static readonly RetryPolicy Bulk = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));

    /// <summary>The wait before the next try, or null to give up.</summary>
    public TimeSpan? DelayBefore(int attempt, TimeSpan elapsed, bool connectionFailed, TimeSpan? retryAfter)
    {
        var delay = retryAfter is { } asked ? Max(asked, Shortest) : Backoff(attempt);
        var patience = connectionFailed ? ConnectionPatience : BusyPatience;
        return elapsed + delay <= patience ? delay : null;
    }

    public static TimeSpan Backoff(int attempt) =>
        TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(attempt, 10)));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
