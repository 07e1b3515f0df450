using Microsoft.AspNetCore.Http;

namespace Txt2Image.Hosting.Administration;

/// <summary>The administrator's port: metrics, health and the dashboard of grains, away from the public ones.</summary>
public sealed class AdminOptions
{
    /// <summary>
    /// The administrator's http address, such as <c>http://localhost:9090</c>. It serves metrics, health and the dashboard of grains, and nothing
    /// else. Empty: an Api has none, and a silo uses <c>http://localhost:9090</c>. It requires no key, so an address that other machines can reach
    /// belongs on a private network.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>Whether an address is set.</summary>
    public bool IsOn => Url.Length > 0;
}

/// <summary>The paths for administrators and orchestrators.</summary>
internal static class AdminPaths
{
    public const string Health = "/health";
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
    public const string Metrics = "/metrics";
    public const string Dashboard = "/dash";

    /// <summary>Whether a path is a health check. The public ports serve these too.</summary>
    public static bool IsHealth(PathString path) => path.StartsWithSegments(Health, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path is only for administrators.</summary>
    public static bool IsRestricted(PathString path) =>
        path.StartsWithSegments(Metrics, StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments(Dashboard, StringComparison.OrdinalIgnoreCase);
}
