namespace Txt2Image.Client;

/// <summary>
/// How long a request is retried while the server is busy (429, 502, 503) or cannot be reached, and how long each try may take. Every request can be
/// retried safely: adding the same image twice changes nothing. The wait before a try is what the server asks for with <c>Retry-After</c>; otherwise
/// it doubles from 0.5 s up to 20 s.
/// </summary>
/// <param name="BusyPatience">How long, from the first try on, requests to a busy server are retried; zero for never.</param>
/// <param name="ConnectionPatience">How long, from the first try on, requests to a server that cannot be reached are retried; zero for never.</param>
/// <param name="Timeout">How long one try may take, from sending to the whole answer.</param>
public sealed record RetryPolicy(TimeSpan BusyPatience, TimeSpan ConnectionPatience, TimeSpan Timeout)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>One try of at most 60 s.</summary>
    public static RetryPolicy None { get; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(60));

    /// <summary>
    /// For a user who waits: retries for 10 s while the server is busy, and not at all if it cannot be reached; a try may take 60 s. The default.
    /// </summary>
    public static RetryPolicy Interactive { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.Zero, TimeSpan.FromSeconds(60));

    /// <summary>
    /// For long jobs, which should survive a restart of the server: retries for 5 minutes while it is busy, and for 30 s while it cannot be reached;
    /// a try may take 10 minutes.
    /// </summary>
    public static RetryPolicy Bulk { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));

    /// <summary>
    /// Whether a request that has been sent is waited for even when its token is cancelled; the token then only prevents further tries.
    /// </summary>
    public bool CompletesSentRequests { get; init; }

    /// <summary>Called before each wait with its length, to show why nothing happens.</summary>
    public Action<TimeSpan>? Waiting { get; init; }

    /// <summary>The usual wait after a number of failed tries: it doubles from 0.5 s up to 20 s.</summary>
    /// <param name="attempt">How many tries have failed before this one, from 0.</param>
    public static TimeSpan Backoff(int attempt) =>
        TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(attempt, 10)));

    /// <summary>The wait before the next try, or null to give up.</summary>
    internal TimeSpan? DelayBefore(int attempt, TimeSpan elapsed, bool connectionFailed, TimeSpan? retryAfter)
    {
        var delay = retryAfter is { } asked ? Max(asked, Shortest) : Backoff(attempt);
        var patience = connectionFailed ? ConnectionPatience : BusyPatience;
        return elapsed + delay <= patience ? delay : null;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
