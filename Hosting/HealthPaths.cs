using Microsoft.AspNetCore.Http;

namespace Txt2Image.Hosting;

/// <summary>Where an orchestrator asks how a process is.</summary>
internal static class HealthPaths
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public static bool Include(PathString path) => path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
}
