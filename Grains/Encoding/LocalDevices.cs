using System.Collections.Frozen;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Grains.Encoding;

/// <summary>Loads a model's towers onto a device; a CPU uses this many of its cores. Tests replace the towers here.</summary>
public delegate ITowers TowerLoader(ClipModel model, DeviceName device, int cores);

/// <summary>The devices of this silo, each with the queue of the model it serves.</summary>
internal sealed class LocalDevices : IDisposable
{
    private readonly FrozenDictionary<string, DeviceQueue> _queues;

    public LocalDevices(ClipModel model, IReadOnlyList<DeviceName> devices, TowerLoader load, EncodingOptions options, TimeProvider time)
    {
        Model = model;
        var cores = Math.Max(1, Environment.ProcessorCount / Math.Max(1, devices.Count(device => !device.IsCuda)));
        _queues = devices.ToFrozenDictionary(
            device => Key(model, device),
            device =>
            {
                var most = BatchSizes.Of(device, cores, options);
                var towers = load(model, device, cores);
                return new DeviceQueue(device.ToString(), model.Id, towers, options, time, most, WarmUp.Run(towers, model, most, time));
            });
    }

    public ClipModel Model { get; }

    public IReadOnlyCollection<DeviceQueue> Queues => _queues.Values;

    /// <summary>The text with which a silo announces these devices: <c>device/model</c>, comma-separated.</summary>
    public static string Announce(ClipModel model, IReadOnlyList<DeviceName> devices) =>
        string.Join(',', devices.Select(device => Key(model, device)));

    /// <summary>The queue of a device and model, or null if this silo does not have the pair.</summary>
    public DeviceQueue? Find(string deviceAndModel) => _queues.GetValueOrDefault(deviceAndModel);

    public void Dispose()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }
    }

    private static string Key(ClipModel model, DeviceName device) => $"{device}/{model.Fingerprint}";
}
