using Microsoft.Extensions.Logging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Encoding;
using Txt2Image.Storage;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Hosting;

/// <summary>What is ready and what is not.</summary>
/// <param name="Ready">Whether requests should be sent here.</param>
/// <param name="Degraded">Whether a part that was there since the start does not answer now: cached answers go on.</param>
/// <param name="Parts">Each part, and <c>ok</c> or what is wrong with it.</param>
public sealed record ReadinessReport(bool Ready, bool Degraded, IReadOnlyDictionary<string, string> Parts);

/// <summary>
/// Tells whether this process can do its work, by doing some: every local device has run a real inference in the last 10 s or does so now in time, and
/// the vector store has answered since the start.
/// </summary>
public sealed partial class Readiness
{
    private const string Ok = "ok";
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(2);

    private readonly LocalDevices _devices;
    private readonly IVectorStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<Readiness> _log;
    private bool _storeHasAnswered;

    internal Readiness(LocalDevices devices, IVectorStore store, TimeProvider time, ILogger<Readiness> log)
    {
        _devices = devices;
        _store = store;
        _time = time;
        _log = log;
    }

    /// <summary>Looks at every part now.</summary>
    public async Task<ReadinessReport> CheckAsync(CancellationToken cancellationToken)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var queue in _devices.Queues) parts[$"device {queue.Name}"] = await DeviceAsync(queue, cancellationToken);
        var devicesReady = parts.Values.All(part => part == Ok);
        var store = parts["vector store"] = await StoreAsync(cancellationToken);
        return new ReadinessReport(devicesReady && _storeHasAnswered, devicesReady && store != Ok, parts);
    }

    private async Task<string> DeviceAsync(DeviceQueue queue, CancellationToken cancellationToken)
    {
        if (queue.Health is { Broken: false, LastSuccess: { } last } && _time.GetElapsedTime(last) < Recent) return Ok;
        using var deadline = new CancellationTokenSource(InTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var probe = EncodeJob.Text(_devices.Model.Tokenizer.Encode("").Ids.AsMemory());
            var encoded = await queue.EncodeAsync(probe, InTime, either.Token);
            return encoded.RetryAfter is null ? Ok : "its queue is full";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "no inference ended within 2 s";
        }
        catch (Txt2ImageException)
        {
            LogDevice(queue.Name, queue.Health.Fault ?? "unknown");
            return "inference fails; the log tells more";
        }
    }

    private async Task<string> StoreAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(InTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _store.PingAsync(either.Token);
            _storeHasAnswered = true;
            return Ok;
        }
        catch (StoreException failure)
        {
            return failure.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "it does not answer within 2 s";
        }
    }

    [LoggerMessage(LogLevel.Error, "{Device} is not ready: {Fault}")]
    private partial void LogDevice(string device, string fault);
}
