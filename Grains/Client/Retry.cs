using Orleans.Runtime.Messaging;

namespace Txt2Image.Grains.Client;

/// <summary>Repeats calls whose silo died or was shutting down. Every call of this service is safe to repeat.</summary>
internal static class Retry
{
    private const int Attempts = 9;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Repeats a call until it is answered, fails in another way, was tried <see cref="Attempts"/> times (over 5 s), or the token is cancelled.
    /// </summary>
    /// <remarks>The state is a parameter so that calls on the hot path allocate no closure.</remarks>
    public static async ValueTask<TResult> CallAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(state, cancellationToken);
            }
            catch (Exception exception) when (attempt < Attempts && WillPass(exception))
            {
                var pause = FirstPause * (1 << (attempt - 1));
                await Task.Delay(pause < LongestPause ? pause : LongestPause, cancellationToken);
            }
        }
    }

    /// <summary>Whether the silo or the connection to it failed. A call that was being sent to a silo that died ends in a timeout.</summary>
    public static bool WillPass(Exception exception) =>
        exception is OrleansMessageRejectionException or ConnectionFailedException or TimeoutException;
}
