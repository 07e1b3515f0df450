namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Computes from a TIFF's tags what its decoding holds in addition to rows: two copies of a row of tiles, or of whole strips if planes are separate;
/// a copy of a compressed strip, at most the file; and the copy of a CIELab file.
/// </summary>
internal static class TiffMemory
{
    private const int RowsPerStrip = 0x116, PlanarConfiguration = 0x11c, TileWidth = 0x142, TileLength = 0x143, Separate = 2;
    private const int Compression = 0x103, None = 1, Photometric = 0x106, CieLab = 8;

    /// <summary>Bytes per pixel of the picture.</summary>
    public static double Held(byte[] file, long pixels, int pixelBytes)
    {
        if (TiffDirectory.First(file) is not { } first)
        {
            return 0;
        }

        var (width, height) = (first.Value(0x100, 1), first.Value(0x101, 1));
        var copies = (first.Value(Compression, None) == None ? 0 : 1) + (first.Value(Photometric, 0) == CieLab ? 1 : 0);
        return OfPixels(first, width, height, pixels, pixelBytes) + ((double)copies * file.Length / pixels);
    }

    private static double OfPixels(TiffDirectory first, long width, long height, long pixels, int pixelBytes)
    {
        if (first.Value(TileWidth, 0) is var tileWidth and > 0)
        {
            var across = Math.Ceiling((double)width / tileWidth) * tileWidth;
            return 2.0 * pixelBytes * across * first.Value(TileLength, 1) / pixels;
        }

        var strip = Math.Min(first.Value(RowsPerStrip, height), height);
        return first.Value(PlanarConfiguration, 1) == Separate ? 2.0 * pixelBytes * width * strip / pixels : 0;
    }
}
