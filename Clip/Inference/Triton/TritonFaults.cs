using System.Globalization;
using Grpc.Core;

namespace Txt2Image.Clip.Inference.Triton;

/// <summary>What a failed call to an inference server means. The texts and codes are those of Triton's server.</summary>
internal static class TritonFaults
{
    /// <summary>The server's words when a model's queue is full, or a request waited in it for too long.</summary>
    private static readonly string[] Busy = ["maximum queue size", "Request timeout expired", "Too many requests"];

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Whether the same call may succeed a moment later. A full queue is not waited for: another device may be free.</summary>
    public static bool CanPass(RpcException exception) => exception.StatusCode == StatusCode.Unavailable && !IsBusy(exception);

    /// <summary>The exception of the towers.</summary>
    public static Exception Translate(RpcException exception, Uri address, TimeSpan deadline)
    {
        var said = exception.Status.Detail.Trim().TrimEnd('.');
        return exception.StatusCode switch
        {
            _ when IsBusy(exception) => Unavailable($"Triton at {address} is busy ({said}).", RetryAfter, exception),
            StatusCode.DeadlineExceeded => Unavailable($"Triton at {address} did not answer within {Seconds(deadline)} s.", null, exception),
            StatusCode.Unavailable or StatusCode.Cancelled => Unavailable($"Triton at {address} does not answer ({said}).", null, exception),
            StatusCode.NotFound => new ModelException($"Triton at {address} does not have the model: {said}.", exception),
            StatusCode.Unimplemented => new ModelException(
                $"{address} does not speak the inference protocol version 2. Give the address of Triton's gRPC port, 8001 by default.", exception),
            _ => new ModelException($"Triton at {address} rejects the batch: {said}.", exception),
        };
    }

    private static bool IsBusy(RpcException exception) =>
        exception.StatusCode == StatusCode.ResourceExhausted
        || (exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal
            && Busy.Any(word => exception.Status.Detail.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static TowersUnavailableException Unavailable(string message, TimeSpan? retryAfter, Exception inner) => new(message, retryAfter, inner);
}
