using NetVips;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Converts a picture's colours for display: composites alpha over white, and applies the colour profile if it matches the colour space.
/// </summary>
internal sealed class Colours
{
    private readonly PixelLayout _layout;
    private readonly byte[]? _profile;
    private readonly bool _inks;

    public Colours(in PixelLayout layout, byte[]? profile)
    {
        _layout = layout;
        _inks = layout.IsCmyk && IsFor(profile, "CMYK"u8);
        _profile = _inks || (!layout.IsCmyk && !layout.IsGrey && !layout.IsLab && IsFor(profile, "RGB "u8)) ? profile : null;
    }

    /// <summary>Samples used per pixel: 4 inks if there is a CMYK profile, otherwise RGB.</summary>
    public int Samples => _inks ? 4 : 3;

    /// <summary>Converts a row of RGB pixels for display.</summary>
    /// <param name="samples">The row's 8-bit samples, from which the pixels were made.</param>
    /// <param name="pixels">The pixels, 4 bytes each.</param>
    public void Show(ReadOnlySpan<byte> samples, Span<byte> pixels)
    {
        if (_inks)
        {
            PixelRows.ToCmyk(samples, _layout, pixels);
        }
        else if (_layout.Alpha >= 0)
        {
            PixelRows.OverWhite(samples, _layout, pixels);
        }
    }

    /// <summary>The same picture in sRGB.</summary>
    public Image ToStandard(Image raw)
    {
        using var image = raw.Copy(interpretation: _inks ? Enums.Interpretation.Cmyk : Enums.Interpretation.Srgb);
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
            // A broken profile is ignored: the pixels are shown as they are.
            return _inks ? image.Colourspace(Enums.Interpretation.Srgb) : image.Copy();
        }
    }

    /// <summary>A profile's colour space is at byte 16 (ICC.1, 7.2.6).</summary>
    private static bool IsFor(byte[]? profile, ReadOnlySpan<byte> space) =>
        profile is { Length: > 128 } && profile.AsSpan(16, 4).SequenceEqual(space);
}
