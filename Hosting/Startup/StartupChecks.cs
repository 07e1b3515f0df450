using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Models;
using Txt2Image.Hosting.Cluster;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Hosting.Startup;

/// <summary>
/// Opens the stores and loads the towers before anything is served, and logs what the process uses. They are resolved here rather than by the first
/// request that needs them, so that a locked data directory or a missing device prevents the start.
/// </summary>
internal sealed partial class StartupChecks(IReadOnlyList<string> aliases, IServiceProvider services, ILogger<StartupChecks> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var alias in aliases)
        {
            LogAlias(alias);
        }

        var points = services.GetService<IVectorStore>();
        var images = services.GetRequiredService<IImageStore>();
        if (points is null)
        {
            var redis = services.GetRequiredService<IOptions<Txt2ImageOptions>>().Value.Cluster.Redis;
            LogClient(services.GetRequiredService<ServedModels>().Names, RedisConnections.Shown(redis), images.ToString()!);
            return Task.CompletedTask;
        }

        var devices = services.GetRequiredService<LocalDevices>();
        var names = devices.Queues.Select(queue => queue.Device).Distinct(StringComparer.Ordinal);
        LogSilo(devices.Models.Names, string.Join(", ", names), points.ToString()!, images.ToString()!);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "{Alias}")]
    private partial void LogAlias(string alias);

    [LoggerMessage(LogLevel.Information, "Model {Model}; finding silos through Redis at {Redis}; {Images}")]
    private partial void LogClient(string model, string redis, string images);

    [LoggerMessage(LogLevel.Information, "Model {Model} on {Devices}; {Points}, {Images}")]
    private partial void LogSilo(string model, string devices, string points, string images);
}
