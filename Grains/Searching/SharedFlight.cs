namespace Txt2Image.Grains.Searching;

/// <summary>
/// Work that several callers share: it starts with the first and is cancelled when the last one leaves. Used within one grain, whose calls take
/// turns.
/// </summary>
#pragma warning disable CA1001 // The token source has neither a timer nor a wait handle: there is nothing to dispose of.
internal sealed class SharedFlight<T>
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Task<T> _work;
    private int _waiters;

    public SharedFlight(Func<CancellationToken, Task<T>> work) => _work = work(_abandoned.Token);

    /// <summary>Whether it can be joined, that is, has not been abandoned.</summary>
    public bool Open => !_abandoned.IsCancellationRequested;

    public bool Done => _work.IsCompleted;

    /// <summary>Waits for the end of the work, however it ends.</summary>
    public async Task EndAsync() =>
        await ((Task)_work).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Joins the callers that wait for the work, and waits for it.</summary>
    public async Task<T> JoinAsync(CancellationToken cancellationToken)
    {
        _waiters++;
        try
        {
            return await _work.WaitAsync(cancellationToken);
        }
        finally
        {
            if (--_waiters == 0 && !_work.IsCompleted)
            {
                await _abandoned.CancelAsync();
            }
        }
    }
}
