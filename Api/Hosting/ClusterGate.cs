using Txt2Image.Grains.Abstractions;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Cluster;

namespace Txt2Image.Api.Hosting;

/// <summary>Rejects requests that need a silo until one has been reached: before that, no call can be sent.</summary>
internal static class ClusterGate
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);

    public static void UseClusterGate(this WebApplication app)
    {
        if (app.Services.GetService<ClusterConnection>() is not { } connection)
        {
            return;
        }

        app.Use((http, next) => connection.IsEstablished || AdminPaths.IsHealth(http.Request.Path)
            ? next(http)
            : throw new Txt2ImageException(ErrorCode.Unavailable, "No silo is connected yet: try again in a few seconds.") { RetryAfter = Later });
    }
}
