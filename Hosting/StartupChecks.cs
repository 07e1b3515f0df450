using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Txt2Image.Grains.Encoding;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Hosting;

/// <summary>
/// Opens the stores and loads the towers before anything is served. They are asked for here, not when the first request needs them, so that a locked
/// data directory or a missing device ends the start.
/// </summary>
internal sealed partial class StartupChecks(
    IReadOnlyList<string> aliases, IVectorStore points, IImageStore images, LocalDevices devices, ILogger<StartupChecks> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var alias in aliases)
        {
            LogAlias(alias);
        }

        LogReady(devices.Model.Id, string.Join(", ", devices.Queues.Select(queue => queue.Name)), points.ToString()!, images.ToString()!);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "{Alias}")]
    private partial void LogAlias(string alias);

    [LoggerMessage(LogLevel.Information, "Model {Model} on {Devices}; {Points}, {Images}")]
    private partial void LogReady(string model, string devices, string points, string images);
}
