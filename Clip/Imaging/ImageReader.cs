using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// A file of a known format and its decoder. A failure of the decoder's library means that the file is damaged; the library's message, which may
/// quote other files, stays in the inner exception.
/// </summary>
internal sealed class ImageReader(IImageDecoder decoder, byte[] bytes, ImageFormat format)
{
    private const string AllowAdvice = " Files that lack pixels are accepted if the setting Images:AllowTruncated is true.";

    /// <summary>Whether the bytes are a mended file's.</summary>
    public bool IsMended { get; private init; }

    /// <summary>Whether the file lacks pixels, and is decoded all the same.</summary>
    public bool IsTruncated { get; private init; }

    public ImageFormat Format => format;

    /// <summary>Whether a decoder can show the pixels that are there if others are missing.</summary>
    private bool CanLackPixels => format is not (ImageFormat.Heic or ImageFormat.Avif or ImageFormat.Jxl or ImageFormat.Tga);

    public byte[] Bytes => bytes;

    /// <summary>Opens the file for decoding at a fraction of its size, or at full size if the factor is 1.</summary>
    public IPixelSource Open(int factor)
    {
        try
        {
            return IsTruncated ? decoder.OpenTruncated(bytes, format, factor) : decoder.Open(bytes, format, factor);
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
        catch (Exception exception) when (exception is not ImageException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Broken(exception);
        }
    }

    /// <summary>A reader of the same file without what made it fail.</summary>
    /// <param name="limits">The limits; they say whether pixels may be missing.</param>
    /// <param name="failure">What is thrown if the file cannot be mended.</param>
    public ImageReader Mend(ImageLimits limits, ImageException failure)
    {
        var (mended, isWhole) = Mending.Mend(bytes, format, limits.MaxPixels);
        return isWhole || limits.AllowTruncated
            ? new(decoder, mended, format) { IsMended = true, IsTruncated = !isWhole }
            : throw failure;
    }

    /// <summary>What is thrown if pixels are missing.</summary>
    public ImageException Corrupt(Exception? inner = null) => new(
        ImageFault.Corrupt,
        $"The {format} file is truncated or damaged.{(CanLackPixels ? AllowAdvice : "")}",
        inner);

    private ImageException Broken(Exception exception) =>
        (format == ImageFormat.Jpeg ? Unsupported.Jpeg(JpegHeader.Read(bytes)) : null) ?? Fault(exception);

    private ImageException Fault(Exception exception) => exception is NotSupportedException
        ? new(ImageFault.Unsupported,
            $"This kind of {format} file is not supported: convert it to JPEG or PNG first. Supported formats: {ImageFormats.Read}.",
            exception)
        : Corrupt(exception);
}
