using Orleans.Concurrency;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Telemetry;

namespace Txt2Image.Grains.Encoding;

/// <summary>Gives the cluster access to a device's queue. It runs on the silo in its key and does no work itself.</summary>
[Pinned, Reentrant]
internal sealed class EncoderGrain(LocalDevices devices) : Grain, IEncoderGrain
{
    private DeviceQueue? _queue;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = EncoderKey.Parse(this.GetPrimaryKeyString());
        _queue = devices.Find(key.DeviceAndModel);
        return Task.CompletedTask;
    }

    public ValueTask<EncodeResult> EncodeTextAsync(TokenIds tokens, TimeSpan budget, CancellationToken cancellationToken) =>
        EncodeAsync(EncodeJob.Text(tokens.Values), budget, cancellationToken);

    public ValueTask<EncodeResult> EncodeImageAsync(Tile tile, TimeSpan budget, CancellationToken cancellationToken) =>
        EncodeAsync(EncodeJob.Image(tile.Pixels, tile.Urgent), budget, cancellationToken);

    private async ValueTask<EncodeResult> EncodeAsync(EncodeJob job, TimeSpan budget, CancellationToken cancellationToken)
    {
        if (_queue is null)
        {
            throw new Txt2ImageException(ErrorCode.Unavailable, "This silo does not serve that model on that device.");
        }

        using var span = Instruments.Activities.StartActivity("encode");
        span?.SetTag("txt2image.device", _queue.Name);
        var encoded = await _queue.EncodeAsync(job, budget, cancellationToken);
        span?.SetTag("txt2image.batch.size", encoded.BatchSize).SetTag("txt2image.queue.ms", encoded.Queued.TotalMilliseconds);
        return new EncodeResult
        {
            Embedding = encoded.Vector is { } vector ? Embedding.From(vector) : default,
            RetryAfter = encoded.RetryAfter,
            QueueMs = encoded.Queued.TotalMilliseconds,
            InferenceMs = encoded.Inference.TotalMilliseconds,
            BatchSize = encoded.BatchSize,
        };
    }
}

/// <summary>The parts of an encoder grain's key, <c>{silo}/{device}/{model}</c>.</summary>
internal readonly record struct EncoderKey(string Silo, string DeviceAndModel)
{
    /// <exception cref="Txt2ImageException">InvalidRequest: the key is malformed.</exception>
    public static EncoderKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1
            ? new EncoderKey(key[..slash], key[(slash + 1)..])
            : throw new Txt2ImageException(ErrorCode.InvalidRequest, "An encoder's key must be {silo}/{device}/{model}.");
    }
}
