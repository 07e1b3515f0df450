using System.Net;
using System.Text.Json;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Server;

/// <summary>Reads why the server said no: its problem details, else the status alone.</summary>
internal static class Refusal
{
    public static ServerRefusedException Of(HttpResponseMessage response, string body, TimeProvider time)
    {
        var problem = ReadProblem(body);
        var detail = problem?.Detail ?? problem?.Title ?? Fallback(response);
        return new ServerRefusedException(response.StatusCode, problem?.Code, detail, RetryAfter(response, time));
    }

    private static Problem? ReadProblem(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<Problem>(body, Answers.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Fallback(HttpResponseMessage response) => response switch
    {
        { StatusCode: HttpStatusCode.Unauthorized } => "the server asks for a key: give it with TXT2IMAGE_API_KEY or --api-key",
        { StatusCode: HttpStatusCode.RequestEntityTooLarge } => "more bytes than the server takes in one request",
        { Headers.Location: { } elsewhere } => $"the server sends us on to {elsewhere}: name that address with --url",
        _ => $"the server answered {(int)response.StatusCode} {Printable.Of(response.ReasonPhrase)}",
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}
