using System.Net;

namespace Txt2Image.Cli.Server;

/// <summary>No Txt2Image server answers at the address.</summary>
internal sealed class UnreachableException(Uri server, string reason, Exception? inner = null) : Exception(Explain(server, reason), inner)
{
    /// <summary>Whether a request was sent but not answered in time.</summary>
    public bool IsTimeout => InnerException is OperationCanceledException;

    private static string Explain(Uri server, string reason) =>
        $"no Txt2Image server answers at {server.AbsoluteUri.TrimEnd('/')} ({reason.TrimEnd('.')}).\n" +
        "Start one in the project's folder with: dotnet run -c Release --project Api\n" +
        "or name another with --url or TXT2IMAGE_URL.";
}

/// <summary>The server answered, and said no.</summary>
internal sealed class ServerRefusedException(HttpStatusCode status, string? code, string detail, TimeSpan? retryAfter = null) : Exception(detail)
{
    public HttpStatusCode Status { get; } = status;

    public string? Code { get; } = code;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same request may be taken a little later.</summary>
    public bool IsBusy => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway;

    /// <summary>A refusal of what was asked is a fault of the command line.</summary>
    public int ExitCode => Status == HttpStatusCode.BadRequest ? Cli.ExitCode.Usage : Cli.ExitCode.SomeFailed;
}
