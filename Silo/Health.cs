using Txt2Image.Grains.Hosting;

namespace Txt2Image.Silo;

/// <summary>What an orchestrator asks a silo.</summary>
internal static class Health
{
    /// <summary>Where it is asked if no address is configured: on this machine only.</summary>
    public const string DefaultAddress = "http://localhost:9090";

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultAddress);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>The addresses that it will be asked on.</summary>
    public static string[] Addresses(IConfiguration configuration) => (configuration["urls"] ?? DefaultAddress).Split(';', StringSplitOptions.RemoveEmptyEntries);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok(new { status = "live" }));
        routes.MapGet("/health/ready", async (HttpContext http, IReadiness readiness) =>
        {
            var report = await readiness.CheckAsync(http.RequestAborted);
            http.Response.Headers.CacheControl = "no-store";
            return Results.Json(report, statusCode: report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
