using System.Collections.Frozen;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Models;

namespace Txt2Image.Grains.Encoding;

/// <summary>Loads a model's towers onto a device; a CPU uses this many of its cores. Tests replace the towers here.</summary>
public delegate ITowers TowerLoader(ClipModel model, DeviceName device, int cores);

/// <summary>The devices of this silo: a queue for each device and model. The models of a device run one beside the other.</summary>
internal sealed class LocalDevices : IDisposable
{
    private readonly FrozenDictionary<string, DeviceQueue> _queues;

    public LocalDevices(ServedModels models, IReadOnlyList<DeviceName> devices, TowerLoader load, EncodingOptions options, TimeProvider time)
    {
        Models = models;
        var cores = Math.Max(1, Environment.ProcessorCount / Math.Max(1, devices.Count(device => device.IsCpu)));
        _queues = Pairs(models, devices).ToFrozenDictionary(
            pair => Key(pair.Model, pair.Device),
            pair =>
            {
                var (model, device) = pair;
                var most = BatchSizes.Of(device, cores, options);
                var towers = load(model, device, cores);
                return new DeviceQueue(device.ToString(), model, towers, options, time, most, WarmUp.Run(towers, model, most, time));
            });
    }

    public ServedModels Models { get; }

    public IReadOnlyCollection<DeviceQueue> Queues => _queues.Values;

    /// <summary>The text with which a silo announces these devices: <c>device/model</c>, comma-separated.</summary>
    public static string Announce(ServedModels models, IReadOnlyList<DeviceName> devices) =>
        string.Join(',', Pairs(models, devices).Select(pair => Key(pair.Model, pair.Device)));

    /// <summary>The queue of a device and model, or null if this silo does not have the pair.</summary>
    public DeviceQueue? Find(string deviceAndModel) => _queues.GetValueOrDefault(deviceAndModel);

    public void Dispose()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }
    }

    private static IEnumerable<(ClipModel Model, DeviceName Device)> Pairs(ServedModels models, IReadOnlyList<DeviceName> devices) =>
        models.All.SelectMany(_ => devices, (model, device) => (model, device));

    private static string Key(ClipModel model, DeviceName device) => $"{device}/{model.Fingerprint}";
}
