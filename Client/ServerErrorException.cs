using System.Net;

namespace Txt2Image.Client;

/// <summary>The server answered with an error. The message is its <see cref="Detail"/>.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The error's code; null if the answer names none.</param>
/// <param name="detail">What happened, and what to do about it.</param>
/// <param name="retryAfter">How long the server asks to wait.</param>
public sealed class ServerErrorException(HttpStatusCode status, string? code, string detail, TimeSpan? retryAfter = null)
    : Txt2ImageClientException(detail)
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>Which error: one of <see cref="ErrorCodes"/>, the word to branch on. Null if the answer came from a proxy.</summary>
    public string? Code { get; } = code;

    /// <summary>What happened, and what to do about it, for a person.</summary>
    public string Detail => Message;

    /// <summary>How long the server asks to wait before the next try; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same request may succeed a little later: 429, 502 or 503.</summary>
    public bool IsBusy => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway;
}
