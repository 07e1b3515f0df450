using Txt2Image.Hosting;
using Txt2Image.Hosting.Administration;

namespace Txt2Image.Silo;

/// <summary>Health checks for orchestrators. A silo serves only administrators over HTTP, so all of its addresses are the administrator's.</summary>
internal static class Health
{
    /// <summary>The address if none is configured: reachable from this machine only.</summary>
    public const string DefaultAddress = "http://localhost:9090";

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseUrls(Addresses(builder.Configuration));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>The addresses that it listens on.</summary>
    public static string[] Addresses(IConfiguration configuration) => AdminAddress.Of(configuration) is { } admin
        ? [admin.Url]
        : (configuration["urls"] ?? DefaultAddress).Split(';', StringSplitOptions.RemoveEmptyEntries);

    public static void UseAdministration(this WebApplication app)
    {
        app.UseRouting();
        if (Addresses(app.Configuration) is [var only] && AdminAddress.Parse(only) is { } admin)
        {
            app.UseAdminGate(admin);
        }

        app.MapAdministration();
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(AdminPaths.Live, () => Results.Ok(new { status = "live" }));
        routes.MapGet(AdminPaths.Ready, async (HttpContext http, IReadiness readiness) =>
        {
            var (report, status) = await readiness.AnswerAsync(http);
            return Results.Json(report, statusCode: status);
        });
    }
}
