namespace Txt2Image.Clip.Imaging;

/// <summary>Opens image files: reads the header, decodes nothing yet.</summary>
internal interface IImageDecoder
{
    /// <summary>Enters the preprocessing version: another decoder may give other pixels.</summary>
    string Name { get; }

    /// <summary>Reads the header; throws whatever its library throws.</summary>
    IPixelSource Open(byte[] bytes, ImageFormat format);
}

/// <summary>An opened image, read from top to bottom.</summary>
internal interface IPixelSource : IDisposable
{
    /// <summary>What the header says.</summary>
    PixelLayout Layout { get; }

    /// <summary>The embedded colour profile (ICC), if any.</summary>
    byte[]? Profile { get; }

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
