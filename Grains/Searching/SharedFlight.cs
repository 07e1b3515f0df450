namespace Txt2Image.Grains.Searching;

/// <summary>
/// Work that several callers share: it starts with the first and is cancelled when the last one leaves. A caller may leave with what the work has so
/// far, while the others wait for its end. Used within one grain, whose calls take turns.
/// </summary>
#pragma warning disable CA1001 // The token source has neither a timer nor a wait handle: there is nothing to dispose of.
internal sealed class SharedFlight<T>
#pragma warning restore CA1001
    where T : class
{
    /// <summary>How often a caller whose patience is over looks whether there is something.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _abandoned = new();
    private readonly Task<T> _work;
    private int _waiters;

    /// <param name="work">The work. It gets this flight, to say what it has so far.</param>
    public SharedFlight(Func<SharedFlight<T>, CancellationToken, Task<T>> work) => _work = work(this, _abandoned.Token);

    /// <summary>What the work has so far, or had when it was stopped: null if nothing yet. The work sets it, if it can say so at all.</summary>
    public Func<T?>? SoFar { private get; set; }

    /// <summary>Whether it can be joined, that is, has not been abandoned.</summary>
    public bool Open => !_abandoned.IsCancellationRequested;

    public bool Done => _work.IsCompleted;

    /// <summary>Waits for the end of the work, however it ends.</summary>
    public async Task EndAsync() =>
        await ((Task)_work).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Joins the callers that wait for the work, and waits for it.</summary>
    /// <param name="patience">When to leave with what it has so far, as soon as that is something, as also if it fails; null: never.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<T> JoinAsync(Patience? patience, CancellationToken cancellationToken)
    {
        _waiters++;
        try
        {
            return (patience is null ? null : await FindPartAsync(patience, cancellationToken)) ?? await _work.WaitAsync(cancellationToken);
        }
        finally
        {
            if (--_waiters == 0 && !_work.IsCompleted)
            {
                await _abandoned.CancelAsync();
            }
        }
    }

    /// <summary>Waits until the patience is over and the work has something, or the work ends.</summary>
    /// <returns>What the work has so far; null if it has succeeded, or has failed with nothing.</returns>
    private async Task<T?> FindPartAsync(Patience patience, CancellationToken cancellationToken)
    {
        for (var wait = patience.Left; ; wait = BetweenLooks)
        {
            await ((Task)_work).WaitAsync(wait, patience.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            var hasEnded = _work.IsCompleted;
            if (_work.IsCompletedSuccessfully)
            {
                return null;
            }

            var part = SoFar?.Invoke();
            if (part is not null || hasEnded)
            {
                return part;
            }
        }
    }
}
