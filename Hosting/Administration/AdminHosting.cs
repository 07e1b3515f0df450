using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans.Dashboard;

namespace Txt2Image.Hosting.Administration;

/// <summary>Serves an administrator: metrics for Prometheus, and the dashboard of grains.</summary>
internal static partial class AdminHosting
{
    /// <summary>Keeps the administrator's port to itself.</summary>
    public static void UseAdminGate(this WebApplication app, AdminAddress admin)
    {
        app.UseMiddleware<AdminGate>(admin);
        if (!admin.IsLoopback)
        {
            LogOpen(app.Logger, admin.Url);
        }
    }

    /// <summary>What the reference of the API does not tell of.</summary>
    public static void MapAdministration(this WebApplication app)
    {
        var group = app.MapGroup("").ExcludeFromDescription();
        group.MapPrometheusScrapingEndpoint(AdminPaths.Metrics);
        group.MapOrleansDashboard(AdminPaths.Dashboard);
    }

    [LoggerMessage(LogLevel.Warning, "The administrator's port {Url} can be reached from other machines and asks for no key: keep it on a private network")]
    private static partial void LogOpen(ILogger log, string url);
}
