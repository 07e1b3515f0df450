using Microsoft.Extensions.Logging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Hosting;

/// <summary>
/// A silo is ready when every local device has run an inference within the last 10 s or completes one now in time, and the vector store has answered
/// since the start.
/// </summary>
internal sealed partial class SiloReadiness(LocalDevices devices, IVectorStore store, TimeProvider time, ILogger<SiloReadiness> log) : IReadiness
{
    private const string Ok = "ok";
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(2);

    private readonly StoreDeadline _deadline = new(InTime, TimeSpan.FromSeconds(1), time);
    private bool _storeHasAnswered;

    public async Task<ReadinessReport> CheckAsync(CancellationToken cancellationToken)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var queue in devices.Queues)
        {
            parts[$"device {queue.Name}"] = await DeviceAsync(queue, cancellationToken);
        }

        var devicesReady = parts.Values.All(part => part == Ok);
        var nodes = store.PingNodesAsync(cancellationToken);
        parts["vector store"] = await StoreAsync(cancellationToken);
        foreach (var node in await nodes)
        {
            parts[$"vector store {node.Address}"] = node.Fault ?? Ok;
        }

        var isDegraded = devicesReady && parts.Values.Any(part => part != Ok);
        return new ReadinessReport(devicesReady && _storeHasAnswered, isDegraded, parts);
    }

    private async Task<string> DeviceAsync(DeviceQueue queue, CancellationToken cancellationToken)
    {
        if (queue.Health is { Broken: false, LastSuccess: { } last } && time.GetElapsedTime(last) < Recent)
        {
            return Ok;
        }

        using var deadline = new CancellationTokenSource(InTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var probe = EncodeJob.Text(queue.Model.Tokenizer.Encode("").Ids.AsMemory());
            var encoded = await queue.EncodeAsync(probe, InTime, either.Token);
            return encoded.RetryAfter is null ? Ok : "its queue is full";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "no inference finished within 2 s";
        }
        catch (Txt2ImageException)
        {
            LogDevice(queue.Name, queue.Health.Fault ?? "unknown");
            return "inference fails; see the log";
        }
    }

    private async Task<string> StoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            _storeHasAnswered |= await _deadline.CallAsync(store, PingAsync, cancellationToken);
            return Ok;
        }
        catch (Txt2ImageException exception)
        {
            return exception.Message;
        }
    }

    private static async Task<bool> PingAsync(IVectorStore store, CancellationToken cancellationToken)
    {
        await store.PingAsync(cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "{Device} is not ready: {Fault}")]
    private partial void LogDevice(string device, string fault);
}
