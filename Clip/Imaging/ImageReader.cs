using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// A file of a known format and its decoder. A failure of the decoder's library means that the file is damaged; the library's message, which may
/// quote other files, stays in the inner exception.
/// </summary>
internal sealed class ImageReader(IImageDecoder decoder, byte[] bytes, ImageFormat format)
{
    public ImageFormat Format => format;

    public byte[] Bytes => bytes;

    /// <summary>Opens the file for decoding at a fraction of its size, or at full size if the factor is 1.</summary>
    public IPixelSource Open(int factor)
    {
        try
        {
            return decoder.Open(bytes, format, factor);
        }
        catch (Exception exception) when (exception is not ImageException)
        {
            throw Broken(exception);
        }
    }

    /// <summary>The picture's colour profile, for which a decoder may have to decode it.</summary>
    public byte[]? ProfileOf(IPixelSource source)
    {
        try
        {
            return source.Profile;
        }
        catch (Exception exception) when (exception is not ImageException)
        {
            throw Broken(exception);
        }
    }

    public void Read(IPixelSource source, int top, int count, Span<byte> rows, CancellationToken cancellationToken)
    {
        try
        {
            source.ReadRows(top, count, rows, cancellationToken);
        }
        catch (Exception exception) when (exception is not ImageException && !cancellationToken.IsCancellationRequested)
        {
            throw Broken(exception);
        }
    }

    private ImageException Broken(Exception exception) =>
        (format == ImageFormat.Jpeg ? Unsupported.Jpeg(JpegHeader.Read(bytes)) : null) ?? Fault(exception);

    private ImageException Fault(Exception exception) => exception is NotSupportedException
        ? new(ImageFault.Unsupported,
            $"This kind of {format} file is not supported: convert it to JPEG or PNG first. Supported formats: {ImageFormats.Read}.",
            exception)
        : new(ImageFault.Corrupt, $"The {format} file is truncated or damaged.", exception);
}
