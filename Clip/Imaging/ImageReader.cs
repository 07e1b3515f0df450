namespace Txt2Image.Clip.Imaging;

/// <summary>
/// A file of a known format and the library that decodes it. The library's failure is a broken file; its text, which may quote other files, stays
/// inside.
/// </summary>
internal sealed class ImageReader(IImageDecoder decoder, byte[] bytes, ImageFormat format)
{
    public ImageFormat Format => format;

    public byte[] Bytes => bytes;

    /// <summary>Opens the file to be decoded at a fraction of its size; 1: at its own.</summary>
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

    public void Read(IPixelSource source, int top, int count, Span<byte> rows)
    {
        try
        {
            source.ReadRows(top, count, rows);
        }
        catch (Exception exception) when (exception is not ImageException)
        {
            throw Broken(exception);
        }
    }

    private ImageException Broken(Exception e) => new(ImageFault.Corrupt, $"The {format} file is cut off or broken.", e);
}
