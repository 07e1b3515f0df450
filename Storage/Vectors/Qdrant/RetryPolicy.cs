using System.Globalization;
using Grpc.Core;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Which failures of a call are worth another try, and when.</summary>
internal static class RetryPolicy
{
    /// <summary>The most tries after the first.</summary>
    public const int MostRetries = 2;

    private const string RetryAfter = "retry-after";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>How long to wait before the next try; null: there is to be none.</summary>
    /// <param name="code">How the call failed.</param>
    /// <param name="trailers">What the server sent with the failure.</param>
    /// <param name="retries">How many tries there were after the first.</param>
    /// <param name="chance">From 0 to 1: spreads the tries of many callers.</param>
    public static TimeSpan? PauseBefore(StatusCode code, Metadata trailers, int retries, double chance) => code switch
    {
        StatusCode.Unavailable or StatusCode.Cancelled when retries < MostRetries => Pause(retries, chance),
        StatusCode.Internal when retries < 1 => Pause(retries, chance),

        // Without a word about when, a limit that is reached would only be hit harder.
        StatusCode.ResourceExhausted when retries < MostRetries => Told(trailers),
        _ => null,
    };

    private static TimeSpan Pause(int retries, double chance) => FirstPause * (1 << (2 * retries)) * (0.5 + chance);

    private static TimeSpan? Told(Metadata trailers) =>
        double.TryParse(trailers.GetValue(RetryAfter), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 3600
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
