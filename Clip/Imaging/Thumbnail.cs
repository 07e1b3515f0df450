using NetVips;

namespace Txt2Image.Clip.Imaging;

/// <summary>Collects a picture's thumbnail row by row, then turns, converts and encodes it.</summary>
internal sealed class Thumbnail
{
    /// <summary>The longest side, in pixels.</summary>
    public const int LongestSide = 512;

    private const int Quality = 80;
    private readonly PixelLayout _layout;
    private readonly ResizeWindow _window;
    private readonly RowResizer _resizer;
    private readonly byte[]? _profile;
    private readonly bool _inks;

    public Thumbnail(in PixelLayout layout, byte[]? profile)
    {
        _layout = layout;
        _window = TileGeometry.Thumbnail(layout, LongestSide);
        _resizer = new(layout.Width, layout.Height, _window);
        _inks = layout.IsCmyk && IsFor(profile, "CMYK"u8);
        _profile = _inks || (!layout.IsCmyk && layout.Samples > 2 && IsFor(profile, "RGB "u8)) ? profile : null;
    }

    /// <summary>Takes a row: its 8-bit samples, and the same as RGB, which are changed.</summary>
    public void Add(int y, ReadOnlySpan<byte> samples, Span<byte> pixels)
    {
        if (_inks)
        {
            PixelRows.ToCmyk(samples, _layout, pixels);
        }
        else if (_layout.HasAlpha)
        {
            PixelRows.OverWhite(samples, _layout, pixels);
        }
        _resizer.Add(y, pixels);
    }

    public byte[] Encode()
    {
        var samples = _inks ? 4 : 3;
        var turned = Orientation.Apply(_resizer.Finish(samples), _window.Width, _window.Height, samples, _layout.Orientation);
        var (width, height) = Orientation.Transposes(_layout.Orientation) ? (_window.Height, _window.Width) : (_window.Width, _window.Height);
        using var raw = Image.NewFromMemory(turned, width, height, samples, Enums.BandFormat.Uchar);
        using var named = raw.Copy(interpretation: _inks ? Enums.Interpretation.Cmyk : Enums.Interpretation.Srgb);
        using var standard = ToStandard(named);
        return standard.WebpsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
    }

    private Image ToStandard(Image image)
    {
        if (_profile is null)
        {
            return image.Copy();
        }
        try
        {
            using var profiled = image.Mutate(copy => copy.Set(GValue.BlobType, "icc-profile-data", _profile));
            using var converted = profiled.IccTransform("srgb", embedded: true, depth: 8);
            return converted.CopyMemory();
        }
        catch (VipsException)
        {
            // A broken profile says nothing about the colours; the pixels are shown as they are.
            return _inks ? image.Colourspace(Enums.Interpretation.Srgb) : image.Copy();
        }
    }

    /// <summary>A profile's colour space stands at byte 16 (ICC.1, 7.2.6).</summary>
    private static bool IsFor(byte[]? profile, ReadOnlySpan<byte> space) => profile is { Length: > 128 } && profile.AsSpan(16, 4).SequenceEqual(space);
}
