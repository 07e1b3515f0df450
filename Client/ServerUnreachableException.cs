namespace Txt2Image.Client;

/// <summary>No Txt2Image server answered: there is none at the address, it did not answer in time, or something else answers there.</summary>
/// <param name="server">The server's address.</param>
/// <param name="reason">Why, in a few words.</param>
/// <param name="inner">The underlying exception.</param>
public sealed class ServerUnreachableException(Uri server, string reason, Exception? inner = null)
    : Txt2ImageClientException($"No Txt2Image server answers at {server.AbsoluteUri.TrimEnd('/')}: {reason}", inner)
{
    /// <summary>The server's address.</summary>
    public Uri Server { get; } = server;

    /// <summary>Why, in a few words.</summary>
    public string Reason { get; } = reason;

    /// <summary>Whether a request was sent but not answered within <see cref="RetryPolicy.Timeout"/>.</summary>
    public bool IsTimeout => InnerException is OperationCanceledException;
}
