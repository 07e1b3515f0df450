namespace Txt2Image.Clip.Imaging;

/// <summary>Opens image files: reads the header, decodes nothing yet.</summary>
internal interface IImageDecoder
{
    /// <summary>Enters the preprocessing version: another decoder may give other pixels.</summary>
    string Name { get; }

    /// <summary>Whether it can decode JPEGs at a fraction of their size.</summary>
    bool CanShrink { get; }

    /// <summary>Reads the header; throws whatever its library throws.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="factor">1; or 2, 4 or 8, for a JPEG and a decoder that can: by how much each side is shrunk.</param>
    IPixelSource Open(byte[] bytes, ImageFormat format, int factor);
}

/// <summary>An opened image, read from top to bottom.</summary>
internal interface IPixelSource : IDisposable
{
    /// <summary>What the header says, in the size that is decoded.</summary>
    PixelLayout Layout { get; }

    /// <summary>The embedded colour profile (ICC), if any.</summary>
    byte[]? Profile { get; }

    /// <summary>The EXIF block, if any; of a TIFF, which is one itself, none.</summary>
    byte[]? Exif { get; }

    /// <summary>Decodes <paramref name="count"/> rows from <paramref name="top"/> on, in the layout's samples; rows are asked for in order.</summary>
    void ReadRows(int top, int count, Span<byte> rows);
}

/// <summary>How an image's rows look.</summary>
/// <param name="Width">Pixels in a row, before the EXIF turn.</param>
/// <param name="Height">Rows, before the EXIF turn.</param>
/// <param name="Samples">Samples of a pixel: 1 grey, 2 with alpha, 3 RGB, 4 with alpha; or CMYK, 4, or 5 with alpha.</param>
/// <param name="SampleBytes">1 or 2 (native byte order).</param>
/// <param name="IsCmyk">Whether the first four samples are ink, 255 being full.</param>
/// <param name="Orientation">EXIF, 1 to 8.</param>
/// <param name="Held">Bytes that the decoder holds for each pixel of the whole picture; 0 if it streams.</param>
internal readonly record struct PixelLayout(int Width, int Height, int Samples, int SampleBytes, bool IsCmyk, int Orientation, double Held)
{
    public long Pixels => (long)Width * Height;

    public bool HasAlpha => IsCmyk ? Samples > 4 : Samples is 2 or 4;
}
