namespace Txt2Image.Clip.Imaging;

/// <summary>An image is rejected. The message is ours and safe to show: it contains no text from a native library or from the file.</summary>
public sealed class ImageException : Exception
{
    /// <summary>Rejects an image.</summary>
    public ImageException(ImageFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The reason.</summary>
    public ImageFault Fault { get; }
}
