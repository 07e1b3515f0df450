using Microsoft.AspNetCore.Http;

namespace Txt2Image.Hosting;

internal static class ReadinessAnswer
{
    /// <summary>Checks every part for a request, and returns the status of its answer too: 200 or 503. The answer must not be cached.</summary>
    public static async Task<(ReadinessReport Report, int Status)> AnswerAsync(this IReadiness readiness, HttpContext http)
    {
        var report = await readiness.CheckAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return (report, report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
