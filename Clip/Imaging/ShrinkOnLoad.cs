namespace Txt2Image.Clip.Imaging;

/// <summary>
/// By how much a JPEG may be shrunk while it is decoded. Its blocks are then turned into fewer pixels at once, which costs a fraction of decoding them whole;
/// the pixels are not quite those of the reference.
/// </summary>
internal static class ShrinkOnLoad
{
    /// <summary>Enters the preprocessing version; renamed when a change of ours changes pixels.</summary>
    public const string Name = "shrink-1";

    /// <summary>So many times the tile's shorter edge must be left, so that the resize that follows still decides how it looks.</summary>
    private const int SpareForTile = 2;

    private static readonly int[] Factors = [8, 4, 2];

    /// <summary>The largest factor that leaves enough for the tile, and for a rendition of this longest side; 1: none does.</summary>
    public static int Factor(in PixelLayout layout, ImageFormat format, TileSpec tile, int longestSide)
    {
        if (format != ImageFormat.Jpeg)
        {
            return 1;
        }

        var (shorter, longer) = (Math.Min(layout.Width, layout.Height), Math.Max(layout.Width, layout.Height));
        foreach (var factor in Factors)
        {
            if (shorter / factor >= SpareForTile * tile.ShortestEdge && longer / factor >= longestSide)
            {
                return factor;
            }
        }

        return 1;
    }
}
