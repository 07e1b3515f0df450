using Orleans.Runtime.Messaging;

namespace Txt2Image.Api.Calls;

/// <summary>Repeats calls that failed because a silo was leaving. Every call of ours can be repeated without harm.</summary>
internal static class Retry
{
    private const int Attempts = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Calls until it is answered, fails in another way, has been tried <see cref="Attempts"/> times or the token is cancelled.</summary>
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
            catch (Exception exception) when (attempt < Attempts && WillPass(exception))
            {
                await Task.Delay(FirstPause * (1 << (attempt - 1)), cancellationToken);
            }
        }
    }

    private static bool WillPass(Exception exception) => exception is OrleansMessageRejectionException or ConnectionFailedException;
}
