using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage;

namespace Txt2Image.Grains.Failures;

/// <summary>Calls stores within a deadline. Failures are translated to error codes; a store that does not answer in time is unavailable.</summary>
/// <param name="limit">How long a call may take.</param>
/// <param name="retryAfter">When to try again after a call that timed out.</param>
/// <param name="time">Measures the time.</param>
internal sealed class StoreDeadline(TimeSpan limit, TimeSpan retryAfter, TimeProvider time)
{
    /// <summary>Calls a store.</summary>
    /// <remarks>The state is a parameter so that a search allocates no closure.</remarks>
    /// <exception cref="Txt2ImageException">The store failed, or did not answer in time.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    public async Task<TResult> CallAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        // One source serves both the deadline and the caller's token: a linked one would be a second allocation, and every search makes one of these.
        using var deadline = new CancellationTokenSource(limit, time);
        using var leaving = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            return await call(state, deadline.Token);
        }
        catch (StoreException exception)
        {
            throw FailureTable.Find(exception)!;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new Txt2ImageException(ErrorCode.Unavailable, "The store did not respond in time. Try again.") { RetryAfter = retryAfter };
        }
    }

    /// <summary>Calls a store that has its own deadline.</summary>
    /// <exception cref="Txt2ImageException">The store failed.</exception>
    public static async Task<TResult> CallAsync<TResult>(Func<Task<TResult>> call)
    {
        try
        {
            return await call();
        }
        catch (StoreException exception)
        {
            throw FailureTable.Find(exception)!;
        }
    }
}
