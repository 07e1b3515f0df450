namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Decides by how much a JPEG is shrunk while it is decoded. Its blocks are decoded directly to fewer pixels, at a fraction of the cost; the pixels
/// differ slightly from the reference.
/// </summary>
internal static class ShrinkOnLoad
{
    /// <summary>Part of the preprocessing version; must change when our code changes pixels.</summary>
    public const string Name = "shrink-1";

    /// <summary>
    /// The shrunk picture must be at least this many times the tile's shorter edge, so that the following resize still determines the result.
    /// </summary>
    private const int SpareForTile = 2;

    private static readonly int[] Factors = [8, 4, 2];

    /// <summary>The largest factor that leaves enough pixels for the tile and for a rendition of this longest side; 1 if none does.</summary>
    public static int Factor(in PixelLayout layout, ImageFormat format, TileSpec tile, int longestSide) =>
        Factor(layout, format, SpareForTile * tile.ShortestEdge, longestSide);

    /// <summary>The largest factor that leaves enough pixels for a rendition of this longest side; 1 if none does.</summary>
    public static int Factor(in PixelLayout layout, ImageFormat format, int longestSide) => Factor(layout, format, shortestSide: 0, longestSide);

    private static int Factor(in PixelLayout layout, ImageFormat format, int shortestSide, int longestSide)
    {
        if (format != ImageFormat.Jpeg)
        {
            return 1;
        }

        var (shorter, longer) = (Math.Min(layout.Width, layout.Height), Math.Max(layout.Width, layout.Height));
        foreach (var factor in Factors)
        {
            if (shorter / factor >= shortestSide && longer / factor >= longestSide)
            {
                return factor;
            }
        }

        return 1;
    }
}
