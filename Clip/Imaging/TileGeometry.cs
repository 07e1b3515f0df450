namespace Txt2Image.Clip.Imaging;

/// <summary>Computes the windows of the tile and of the scaled-down whole, in the picture as stored (before the EXIF turn).</summary>
internal static class TileGeometry
{
    public static ResizeWindow Tile(in PixelLayout layout, TileSpec spec)
    {
        var (width, height) = spec.Squash ? (spec.ShortestEdge, spec.ShortestEdge) : layout.Width <= layout.Height
            ? ((long)spec.ShortestEdge, Longer(spec.ShortestEdge, layout.Height, layout.Width))
            : (Longer(spec.ShortestEdge, layout.Width, layout.Height), (long)spec.ShortestEdge);
        return new(
            width,
            height,
            Margin(width - spec.Size, spec, Orientation.MirrorsX(layout.Orientation)),
            Margin(height - spec.Size, spec, Orientation.MirrorsY(layout.Orientation)),
            spec.Size,
            spec.Size);
    }

    /// <summary>
    /// Whether the stored picture is resized vertically first. Pillow 13 does so with an upright picture whose height shrinks half as much again as
    /// its width, or more, which only squashing does. Where EXIF makes rows of columns, the upright picture's horizontal pass is the stored one's
    /// vertical pass; but that pass must shrink, and the first kind of tile keeps its pixels, because collections have embeddings of them.
    /// </summary>
    public static bool IsDownFirst(in PixelLayout layout, TileSpec spec)
    {
        var turned = Orientation.Transposes(layout.Orientation);
        var (width, height) = turned ? (layout.Height, layout.Width) : (layout.Width, layout.Height);
        var uprightDownFirst = spec.Squash && height > spec.ShortestEdge && height > 1.5 * width;
        var isFirstKind = spec is { Squash: false, TorchvisionCrop: false, Resampling: Resampling.Bicubic };
        return turned ? !uprightDownFirst && !isFirstKind && layout.Height > Tile(layout, spec).FullHeight : uprightDownFirst;
    }

    public static ResizeWindow Whole(in PixelLayout layout, int longestSide)
    {
        var longest = Math.Max(layout.Width, layout.Height);
        if (longest <= longestSide)
        {
            return new(layout.Width, layout.Height, 0, 0, layout.Width, layout.Height);
        }

        var scale = (double)longestSide / longest;
        var width = Math.Max(1, (int)Math.Round(layout.Width * scale));
        var height = Math.Max(1, (int)Math.Round(layout.Height * scale));
        return new(width, height, 0, 0, width, height);
    }

    /// <summary>Floating point, truncated, like Python's <c>int(size * long / short)</c>.</summary>
    private static long Longer(int edge, int longer, int shorter) => (long)((double)((long)edge * longer) / shorter);

    /// <summary>The crop is defined on the upright picture: on a mirrored axis the odd pixel is on the other side.</summary>
    private static long Margin(long spare, TileSpec spec, bool mirrored)
    {
        var before = spec.TorchvisionCrop ? (long)Math.Round(spare / 2.0, MidpointRounding.ToEven) : spare / 2;
        return mirrored ? spare - before : before;
    }
}
