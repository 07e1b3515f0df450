using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Txt2Image.Clip.Models;
using Txt2Image.Storage.Images;

namespace Txt2Image.Hosting.Cluster;

/// <summary>Says at the start what a cluster's client works with. The image store is opened here, so that one that cannot be written ends the start.</summary>
internal sealed partial class ClientStartupChecks(
    IReadOnlyList<string> aliases, IOptions<Txt2ImageOptions> options, ClipModel model, IImageStore images, ILogger<ClientStartupChecks> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var alias in aliases)
        {
            LogAlias(alias);
        }

        LogStarting(model.Id, RedisConnections.Shown(options.Value.Cluster.Redis), images.ToString()!);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "{Alias}")]
    private partial void LogAlias(string alias);

    [LoggerMessage(LogLevel.Information, "Model {Model}; silos are found through Redis at {Redis}; {Images}")]
    private partial void LogStarting(string model, string redis, string images);
}
