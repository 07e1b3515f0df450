namespace Txt2Image.Clip.Imaging;

/// <summary>Opens image files: reads the header without decoding.</summary>
internal interface IImageDecoder
{
    /// <summary>Part of the preprocessing version, because another decoder may give different pixels.</summary>
    string Name { get; }

    /// <summary>Whether it can decode JPEGs at a fraction of their size.</summary>
    bool CanShrink { get; }

    /// <summary>Reads the header; throws the exceptions of its library.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="factor">By how much each side is shrunk: 1, or 2, 4 or 8 for a JPEG if the decoder can.</param>
    IPixelSource Open(byte[] bytes, ImageFormat format, int factor);

    /// <summary>Opens a file that lacks pixels, if the decoder can: those that are missing have any colour.</summary>
    IPixelSource OpenTruncated(byte[] bytes, ImageFormat format, int factor) => Open(bytes, format, factor);
}

/// <summary>An opened image, read from top to bottom.</summary>
internal interface IPixelSource : IDisposable
{
    /// <summary>The layout from the header, at the decoded size.</summary>
    PixelLayout Layout { get; }

    /// <summary>The embedded colour profile (ICC), if any.</summary>
    byte[]? Profile { get; }

    /// <summary>The EXIF block, if any; null for a TIFF, which is itself such a block.</summary>
    byte[]? Exif { get; }

    /// <summary>The XMP packet, if any.</summary>
    byte[]? Xmp => null;

    /// <summary>The IPTC record, if any, alone or within Photoshop's image resources.</summary>
    byte[]? Iptc => null;

    /// <summary>Whether the decoder met something unexpected, so that pixels may be missing. Known once it is disposed.</summary>
    bool IsSuspect => false;

    /// <summary>
    /// Decodes <paramref name="count"/> rows from <paramref name="top"/> on, in the layout's samples. Rows must be requested in order.
    /// </summary>
    /// <param name="top">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="rows">Receives their samples.</param>
    /// <param name="cancellationToken">Cancels the decoding of a library that decodes the whole picture at once.</param>
    void ReadRows(int top, int count, Span<byte> rows, CancellationToken cancellationToken);
}

/// <summary>The layout of an image's rows.</summary>
/// <param name="Width">Pixels in a row, before the EXIF turn.</param>
/// <param name="Height">Rows, before the EXIF turn.</param>
/// <param name="Samples">
/// Samples of a pixel: 1 grey, 2 with alpha, 3 RGB, 4 with alpha; or CMYK, 4, or 5 with alpha. The samples of a TIFF may have other meanings.
/// </param>
/// <param name="SampleBytes">1 or 2 (native byte order).</param>
/// <param name="IsCmyk">Whether the first four samples are inks, where 255 is full ink.</param>
/// <param name="Orientation">The EXIF orientation, 1 to 8.</param>
/// <param name="Held">Bytes that the decoder holds per pixel of the whole picture; 0 if it streams.</param>
internal readonly record struct PixelLayout(int Width, int Height, int Samples, int SampleBytes, bool IsCmyk, int Orientation, double Held)
{
    public long Pixels => (long)Width * Height;

    /// <summary>Whether only the first sample is a colour.</summary>
    public bool IsGrey { get; init; } = Samples < 3;

    /// <summary>Whether the first three samples are CIELab instead of RGB.</summary>
    public bool IsLab { get; init; }

    /// <summary>Which sample is alpha; -1 if none is.</summary>
    public int Alpha { get; init; } = IsCmyk ? (Samples > 4 ? 4 : -1) : Samples is 2 or 4 ? Samples - 1 : -1;
}
