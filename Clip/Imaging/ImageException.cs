namespace Txt2Image.Clip.Imaging;

/// <summary>An image is refused. The message is ours and may be shown: it holds no text of a native library and none of the file's.</summary>
public sealed class ImageException : Exception
{
    /// <summary>Refuses an image.</summary>
    public ImageException(ImageFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>Why.</summary>
    public ImageFault Fault { get; }
}
