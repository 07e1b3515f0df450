using System.Net;
using System.Text.Json;

namespace Txt2Image.Client;

/// <summary>Reads an error of the server: its problem details (RFC 9457), otherwise only the status.</summary>
internal static class ProblemReader
{
    public static ServerErrorException Read(HttpResponseMessage response, string body, TimeProvider time)
    {
        var problem = ReadProblem(body);
        var detail = problem?.Detail ?? problem?.Title ?? Fallback(response);
        return new ServerErrorException(response.StatusCode, problem?.Code, detail, RetryAfter(response, time));
    }

    /// <summary>Reads the problem of one part of an answer.</summary>
    public static ServerErrorException Read(JsonElement json, TimeSpan? retryAfter)
    {
        var problem = json.Deserialize<Problem>(JsonSerializerOptions.Web);
        var status = (HttpStatusCode)(problem?.Status ?? (int)HttpStatusCode.InternalServerError);
        return new ServerErrorException(status, problem?.Code, problem?.Detail ?? problem?.Title ?? "the server does not say why", retryAfter);
    }

    private static Problem? ReadProblem(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<Problem>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Fallback(HttpResponseMessage response) => response switch
    {
        { StatusCode: HttpStatusCode.Unauthorized } => "the server requires an API key",
        { StatusCode: HttpStatusCode.RequestEntityTooLarge } => "more bytes than the server, or a proxy in front of it, accepts in one "
            + "request. Raise the proxy's limit (nginx: client_max_body_size), or the server's (Images:MaxBytes)",
        { Headers.Location: { } elsewhere } => $"the server redirects to {elsewhere}: use that address",
        _ => $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}",
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private sealed record Problem(string? Title, string? Detail, string? Code, int? Status);
}
