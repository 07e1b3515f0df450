using System.Diagnostics;
using System.Globalization;

namespace Txt2Image.Api.Errors;

/// <summary>The body of every failure (RFC 9457).</summary>
/// <param name="Type">A URI that identifies the kind of failure.</param>
/// <param name="Title">The failure in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error code for programs to branch on.</param>
/// <param name="Detail">What happened and what to do about it.</param>
/// <param name="TraceId">Finds the request in the server's log.</param>
internal sealed record Problem(string Type, string Title, int Status, string Code, string Detail, string TraceId)
{
    public const string MediaType = "application/problem+json";

    /// <summary>Writes a failure as the response, and removes headers that were set for a successful one.</summary>
    public static Task WriteAsync(HttpContext http, Failure failure)
    {
        var problem = Of(http, failure);
        var response = http.Response;
        response.ContentLength = null;
        response.Headers.Remove("ETag");
        response.Headers.CacheControl = "no-store";
        if (RetryAfter(failure) is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        response.StatusCode = problem.Status;
        return response.WriteAsJsonAsync(problem, ApiJson.Plain.Problem, MediaType, http.RequestAborted);
    }

    /// <summary>Describes a failure of a request, or of a part of one.</summary>
    public static Problem Of(HttpContext http, Failure failure)
    {
        var (status, title) = ErrorTable.Of(failure.Code);
        var trace = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
        return new Problem($"urn:txt2image:error:{failure.Code}", title, status, failure.Code.ToString(), failure.Detail, trace);
    }

    /// <summary>After how many seconds to try again, for a failure that passes; null for others.</summary>
    public static int? RetryAfter(Failure failure) => failure.Code is ErrorCode.Overloaded or ErrorCode.Unavailable
        ? (int)Math.Max(1, Math.Ceiling((failure.RetryAfter ?? TimeSpan.FromSeconds(1)).TotalSeconds))
        : null;
}
