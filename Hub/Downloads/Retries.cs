using System.Net;

namespace Txt2Image.Hub.Downloads;

/// <summary>
/// Repeats what failed for a reason that passes: a broken connection, silence, or an answer that asks for patience. The wait doubles from half a
/// second, unless the hub says how long it wants. Progress starts the count anew.
/// </summary>
internal static class Retries
{
    private const int MaxTries = 6;

    /// <summary>Without any answer, the hub is likely out of reach.</summary>
    private const int MaxTriesWithoutAnswer = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public static bool IsTransient(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>Runs the work until it succeeds.</summary>
    /// <exception cref="HubException">It failed for good.</exception>
    public static async Task<T> RunAsync<T>(HubSettings settings, Func<Attempt, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            TimeSpan? after;
            using (var attempt = new Attempt(cancellationToken))
            {
                try
                {
                    return await work(attempt);
                }
                catch (Exception exception) when (IsPassing(exception))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    failures = attempt.HasProgressed ? 1 : failures;
                    after = (exception as BusyException)?.After;
                    if (failures >= (exception is BusyException ? MaxTries : MaxTriesWithoutAnswer) || after > LongestWait)
                    {
                        throw Unreachable(settings, exception, after);
                    }
                }
            }

            await Task.Delay(after ?? TimeSpan.FromMilliseconds(500 << (failures - 1)), settings.Time, cancellationToken);
        }
    }

    private static bool IsPassing(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException;

    private static HubException Unreachable(HubSettings settings, Exception exception, TimeSpan? after)
    {
        var reason = exception is OperationCanceledException
            ? $"no answer within {Attempt.Silence.TotalSeconds:0} s"
            : exception.GetBaseException().Message;
        var advice = after > LongestWait
            ? $"It asks to wait {after.Value.TotalMinutes:0} minutes: try again then. A token in HF_TOKEN raises the limit."
            : "Check the network, or name a mirror with HF_ENDPOINT. Run the same command again: it goes on where it stopped.";
        return new($"{settings.Hub} cannot be reached ({reason.TrimEnd('.')}). {advice}", exception) { IsUnreachable = true };
    }
}
