using System.Collections.Concurrent;
using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Tests.Support;

/// <summary>A cluster of silos with a device each, whose encoders a test plays.</summary>
internal sealed class FakeEncoders
{
    public FakeEncoders(params string[] silos)
    {
        ImmutableArray<DeviceSlot> slots = [.. silos.Select(silo => new DeviceSlot(silo, "cuda:0", TestModel.Instance.Fingerprint))];
        var map = Played.By<IDeviceMapGrain>((_, _) => new ValueTask<ImmutableArray<DeviceSlot>>(slots));
        Grains = Played.By<IGrainFactory>(
            (method, args) => method.GetGenericArguments()[0] == typeof(IDeviceMapGrain) ? map : Encoder((string)args[0]!));
    }

    public IGrainFactory Grains { get; }

    /// <summary>What the encoder of a silo answers.</summary>
    public Func<string, EncodeResult> Answer { get; set; } = _ => new EncodeResult { BatchSize = 1 };

    /// <summary>The calls in order: the silo, the budget, and whether an image was urgent.</summary>
    public ConcurrentQueue<(string Silo, TimeSpan Budget, bool IsUrgent)> Calls { get; } = new();

    private IEncoderGrain Encoder(string key)
    {
        var silo = key[..key.IndexOf('/', StringComparison.Ordinal)];
        return Played.By<IEncoderGrain>((_, args) =>
        {
            Calls.Enqueue((silo, (TimeSpan)args[1]!, args[0] is Tile { Urgent: true }));
            return new ValueTask<EncodeResult>(Answer(silo));
        });
    }
}
