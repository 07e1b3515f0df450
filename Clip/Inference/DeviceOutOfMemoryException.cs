namespace Txt2Image.Clip.Inference;

/// <summary>A device had no memory left for a batch; a smaller one may fit.</summary>
public sealed class DeviceOutOfMemoryException : Exception
{
    /// <summary>Names the device and the batch.</summary>
    public DeviceOutOfMemoryException(DeviceName device, int batch, Exception inner)
        : base($"{device} has no memory left for a batch of {batch}.", inner)
    {
    }
}
