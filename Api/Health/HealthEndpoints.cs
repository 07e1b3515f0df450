using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Security;
using Txt2Image.Hosting;
using Txt2Image.Hosting.Administration;

namespace Txt2Image.Api.Health;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Health");
        group.MapRead(AdminPaths.Health, HealthAsync)
            .NeedsNoKey()
            .WithSummary("Check that requests should be sent here, in a word")
            .WithDescription("For probes that have no key: `ready`, or `degraded`, with 200; `unready` with 503. `/health/ready` says why.")
            .Produces<HealthBody>()
            .Produces<HealthBody>(StatusCodes.Status503ServiceUnavailable);
        group.MapRead(AdminPaths.Live, () => TypedResults.Ok(new LiveBody("live"))).NeedsNoKey().WithSummary("Check that the process runs");
        group.MapRead(AdminPaths.Ready, ReadyAsync)
            .WithSummary("Check that requests should be sent here")
            .WithDescription("If a part worked since the start and does not answer now, the server is `degraded`, which is still 200.")
            .Produces<ReadyBody>()
            .Produces<ReadyBody>(StatusCodes.Status503ServiceUnavailable);
        group.MapRead("/status", Status.GetAsync)
            .WithDeadline()
            .WithSummary("Get what runs here, and the progress of the demo gallery")
            .Fails(503, 504);
    }

    private static async Task<JsonHttpResult<HealthBody>> HealthAsync(HttpContext http, IReadiness readiness)
    {
        var (report, status) = await readiness.AnswerAsync(http);
        var word = !report.Ready ? "unready" : report.Degraded ? "degraded" : "ready";
        return TypedResults.Json(new HealthBody(word), ApiJson.Plain.HealthBody, statusCode: status);
    }

    private static async Task<JsonHttpResult<ReadyBody>> ReadyAsync(HttpContext http, IReadiness readiness)
    {
        var (report, status) = await readiness.AnswerAsync(http);
        return TypedResults.Json(new ReadyBody(report.Ready, report.Degraded, report.Parts), ApiJson.Plain.ReadyBody, statusCode: status);
    }
}

/// <summary>Whether the server is ready, in a word.</summary>
internal sealed record HealthBody([property: Description("ready, degraded or unready.")] string Status);

/// <summary>The answer of a process that runs.</summary>
internal sealed record LiveBody(string Status);

/// <summary>Which parts of the server are ready.</summary>
internal sealed record ReadyBody(
    [property: Description("Whether requests should be sent here.")] bool Ready,
    [property: Description("Whether a part does not answer now. Cached answers are still served.")] bool Degraded,
    [property: Description("For each part, ok or what is wrong with it.")] IReadOnlyDictionary<string, string> Parts);
