using NetVips;

namespace Txt2Image.Clip.Imaging;

/// <summary>What a rendition is to be: WebP, sRGB, turned upright, without metadata, never enlarged.</summary>
/// <param name="LongestSide">The longest side, in pixels.</param>
/// <param name="Quality">WebP's.</param>
internal readonly record struct RenditionSpec(int LongestSide, int Quality)
{
    public static readonly RenditionSpec Thumbnail = new(512, 80);

    /// <summary>What stands in for an original that is not kept.</summary>
    public static readonly RenditionSpec Preview = new(1440, 85);
}

/// <summary>Collects a smaller picture row by row, then turns, converts and encodes it.</summary>
/// <param name="layout">The picture as the header tells.</param>
/// <param name="width">Pixels in a row as they are decoded; fewer than the header tells where the decoder shrinks.</param>
/// <param name="height">Rows as they are decoded.</param>
/// <param name="colours">How its colours are shown.</param>
/// <param name="spec">What it is to be.</param>
internal sealed class Rendition(in PixelLayout layout, int width, int height, Colours colours, RenditionSpec spec)
{
    private readonly int _orientation = layout.Orientation;
    private readonly ResizeWindow _window = TileGeometry.Whole(layout, spec.LongestSide);
    private readonly RowResizer _resizer = new(width, height, TileGeometry.Whole(layout, spec.LongestSide), colours.Samples);

    /// <summary>Takes a row of pixels as <see cref="Colours.Show"/> leaves them.</summary>
    public void Add(int y, ReadOnlySpan<byte> pixels) => _resizer.Add(y, pixels);

    public byte[] Encode()
    {
        var turned = Orientation.Apply(_resizer.Finish(), _window.Width, _window.Height, colours.Samples, _orientation);
        var (across, down) = Orientation.Transposes(_orientation) ? (_window.Height, _window.Width) : (_window.Width, _window.Height);
        using var raw = Image.NewFromMemory(turned, across, down, colours.Samples, Enums.BandFormat.Uchar);
        using var standard = colours.ToStandard(raw);
        return standard.WebpsaveBuffer(q: spec.Quality, keep: Enums.ForeignKeep.None);
    }
}
