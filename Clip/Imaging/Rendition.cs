using System.Collections.Immutable;
using NetVips;

namespace Txt2Image.Clip.Imaging;

/// <summary>The size and quality of a rendition. All renditions are WebP, sRGB, upright, without metadata and never enlarged.</summary>
/// <param name="LongestSide">The longest side, in pixels.</param>
/// <param name="Quality">The WebP quality.</param>
internal readonly record struct RenditionSpec(int LongestSide, int Quality)
{
    public static readonly RenditionSpec Thumbnail = new(512, 80);

    /// <summary>
    /// How hard the encoder tries to save bytes, from 0 to 6. The library's default of 4 takes twice as long and saves 4% (384 pixels: 12 ms instead
    /// of 6, 10.3 KB instead of 10.7), and encoding is most of the work of adding an image.
    /// </summary>
    public const int Effort = 2;

    /// <summary>The rendition that replaces an original that is not stored.</summary>
    public static readonly RenditionSpec Preview = new(1440, 85);
}

/// <summary>Collects a smaller picture row by row, then turns, converts and encodes it.</summary>
/// <param name="layout">The picture's layout from its header.</param>
/// <param name="width">Decoded pixels per row; fewer than in the header if the decoder shrinks.</param>
/// <param name="height">Decoded rows.</param>
/// <param name="colours">How its colours are converted.</param>
/// <param name="spec">The rendition's size and quality.</param>
internal sealed class Rendition(in PixelLayout layout, int width, int height, Colours colours, RenditionSpec spec)
{
    private readonly int _orientation = layout.Orientation;
    private readonly ResizeWindow _window = TileGeometry.Whole(layout, spec.LongestSide);
    private readonly RowResizer _resizer = new(width, height, TileGeometry.Whole(layout, spec.LongestSide), colours.Samples);

    /// <summary>Adds a row of pixels converted by <see cref="Colours.Show"/>.</summary>
    public void Add(int y, ReadOnlySpan<byte> pixels) => _resizer.Add(y, pixels);

    public byte[] Encode()
    {
        using var standard = Upright(_resizer.Finish(), _window.Width, _window.Height);
        return standard.WebpsaveBuffer(q: spec.Quality, effort: RenditionSpec.Effort, keep: Enums.ForeignKeep.None);
    }

    /// <summary>A blurred picture of it. It is made smaller first, so that turning it and converting its colours costs next to nothing.</summary>
    public ImmutableArray<byte> Hash()
    {
        var (pixels, width, height) = ThumbHash.Shrink(_resizer.Finish(), _window.Width, _window.Height, colours.Samples);
        using var standard = Upright(pixels, width, height);
        return [.. ThumbHash.Encode(standard.WriteToMemory<byte>(), standard.Width, standard.Height)];
    }

    /// <summary>The picture turned upright, in sRGB.</summary>
    private Image Upright(byte[] pixels, int width, int height)
    {
        var turned = Orientation.Apply(pixels, width, height, colours.Samples, _orientation);
        var (across, down) = Orientation.Transposes(_orientation) ? (height, width) : (width, height);
        using var raw = Image.NewFromMemory(turned, across, down, colours.Samples, Enums.BandFormat.Uchar);
        return colours.ToStandard(raw);
    }
}
