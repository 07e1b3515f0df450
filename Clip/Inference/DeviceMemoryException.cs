namespace Txt2Image.Clip.Inference;

/// <summary>A batch does not fit in the device's memory. A smaller one may.</summary>
public sealed class DeviceMemoryException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which batch, and where.</param>
    /// <param name="inner">The cause.</param>
    public DeviceMemoryException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
