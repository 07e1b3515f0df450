using Microsoft.AspNetCore.Http;

namespace Txt2Image.Hosting.Administration;

/// <summary>What is served to an administrator.</summary>
internal static class AdminPaths
{
    public const string Metrics = "/metrics";
    public const string Dashboard = "/dash";

    /// <summary>Whether a path is the administrator's alone.</summary>
    public static bool Include(PathString path) =>
        path.StartsWithSegments(Metrics, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(Dashboard, StringComparison.OrdinalIgnoreCase);
}
