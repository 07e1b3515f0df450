using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans.Dashboard;

namespace Txt2Image.Hosting.Administration;

/// <summary>Serves an administrator: metrics for Prometheus, and the dashboard of grains.</summary>
internal static partial class AdminHosting
{
    /// <summary>Restricts the administrator's port to its own paths, and those paths to that port.</summary>
    public static void UseAdminGate(this WebApplication app, AdminAddress admin)
    {
        app.UseMiddleware<AdminGate>(admin);
        if (!admin.IsLoopback)
        {
            LogOpen(app.Logger, admin.Url);
        }
    }

    /// <summary>Maps metrics and the dashboard, which the API reference does not describe.</summary>
    public static void MapAdministration(this WebApplication app)
    {
        var group = app.MapGroup("").ExcludeFromDescription();
        group.MapPrometheusScrapingEndpoint(AdminPaths.Metrics);
        group.MapOrleansDashboard(AdminPaths.Dashboard);
    }

    [LoggerMessage(LogLevel.Warning, "Other machines can reach the administrator's port {Url}, which requires no key; keep it on a private network")]
    private static partial void LogOpen(ILogger log, string url);
}
