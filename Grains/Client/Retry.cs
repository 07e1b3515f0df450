using Orleans.Runtime.Messaging;

namespace Txt2Image.Grains.Client;

/// <summary>Repeats calls whose silo died or was leaving. Every call of ours can be repeated without harm.</summary>
internal static class Retry
{
    private const int Attempts = 9;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Calls until it is answered, fails in another way, has been tried <see cref="Attempts"/> times (over 5 s) or the token is cancelled.</summary>
    /// <remarks>The state is a parameter so that a call on the hot path allocates no closure.</remarks>
    public static async ValueTask<TResult> CallAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(state, cancellationToken);
            }
            catch (Exception exception) when (attempt < Attempts && WillPass(exception) && !cancellationToken.IsCancellationRequested)
            {
                var pause = FirstPause * (1 << (attempt - 1));
                await Task.Delay(pause < LongestPause ? pause : LongestPause, cancellationToken);
            }
        }
    }

    /// <summary>Whether the silo or the way to it failed. A call that was on its way to a silo that died ends in a timeout.</summary>
    public static bool WillPass(Exception exception) => exception is OrleansMessageRejectionException or ConnectionFailedException or TimeoutException;
}
