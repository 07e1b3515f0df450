using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Encoding;

/// <summary>Lists the cluster's devices for silos and clients. Its key is 0.</summary>
[Alias("txt2image.IDeviceMapGrain")]
public interface IDeviceMapGrain : IGrainWithIntegerKey
{
    /// <summary>The devices of all active silos.</summary>
    [Alias("Get"), ResponseTimeout("00:00:04")]
    ValueTask<ImmutableArray<DeviceSlot>> GetAsync();
}

/// <summary>A model on a device of a silo.</summary>
/// <param name="Silo">The silo's address, in a form that can be parsed.</param>
/// <param name="Device">The device, such as <c>cpu:0</c> or <c>cuda:1</c>.</param>
/// <param name="Model">The model's fingerprint.</param>
[GenerateSerializer, Immutable, Alias("txt2image.DeviceSlot")]
public sealed record DeviceSlot([property: Id(0)] string Silo, [property: Id(1)] string Device, [property: Id(2)] string Model)
{
    /// <summary>The key of the slot's <see cref="IEncoderGrain"/>.</summary>
    public string Key => $"{Silo}/{Device}/{Model}";

    /// <summary>Whether the device is a CPU, which is used only for models that no accelerator serves.</summary>
    public bool IsCpu => Device.StartsWith("cpu", StringComparison.Ordinal);
}
