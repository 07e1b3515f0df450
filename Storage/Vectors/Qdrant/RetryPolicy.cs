using System.Globalization;
using Grpc.Core;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Decides which failed calls are retried, and when.</summary>
internal static class RetryPolicy
{
    /// <summary>The maximum number of retries.</summary>
    public const int MostRetries = 2;

    private const string RetryAfter = "retry-after";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>How long to wait before the next attempt; null for no retry.</summary>
    /// <param name="code">The status of the failed call.</param>
    /// <param name="trailers">The trailers that the server sent with the failure.</param>
    /// <param name="retries">The number of retries so far.</param>
    /// <param name="chance">0 to 1, random: spreads the retries of many callers.</param>
    /// <param name="isPatient">Whether to retry for as long as there is time.</param>
    public static TimeSpan? PauseBefore(StatusCode code, Metadata trailers, int retries, double chance, bool isPatient = false) => code switch
    {
        StatusCode.Unavailable or StatusCode.Cancelled when retries < MostRetries || isPatient => Pause(Math.Min(retries, MostRetries), chance),
        StatusCode.Internal when retries < 1 => Pause(retries, chance),

        // Retrying without a retry-after would only increase the load on a limit that has been reached.
        StatusCode.ResourceExhausted when retries < MostRetries => RequestedPause(trailers),
        _ => null,
    };

    private static TimeSpan Pause(int retries, double chance) => FirstPause * (1 << (2 * retries)) * (0.5 + chance);

    private static TimeSpan? RequestedPause(Metadata trailers) =>
        double.TryParse(trailers.GetValue(RetryAfter), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds < 3600
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
