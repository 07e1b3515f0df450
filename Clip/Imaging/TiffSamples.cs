namespace Txt2Image.Clip.Imaging;

/// <summary>
/// What a TIFF's samples mean: its colours come first, then extra samples, each of which is alpha or something to ignore, such as a selection that
/// was saved with the picture (TIFF 6.0, ExtraSamples; CIELab: section 23).
/// </summary>
internal static class TiffSamples
{
    private const int PhotometricTag = 0x106, SamplesPerPixel = 0x115, ExtraSamples = 0x152;
    private const int WhiteIsZero = 0, BlackIsZero = 1, Rgb = 2, Cmyk = 5, CieLab = 8;

    /// <summary>The alpha of CorelDRAW 10, which is in no specification.</summary>
    private const int CorelAlpha = 999;

    /// <summary>Completes the layout of a TIFF.</summary>
    public static PixelLayout Describe(PixelLayout layout, byte[] file)
    {
        if (TiffDirectory.First(file) is not { } first || first.Value(SamplesPerPixel, 1) != layout.Samples)
        {
            return layout;
        }

        var colours = first.Value(PhotometricTag, WhiteIsZero) switch
        {
            WhiteIsZero or BlackIsZero => 1,
            Cmyk => 4,
            _ => 3,
        };
        if (colours == 1 && layout.Samples > 2 && !first.Has(ExtraSamples))
        {
            // Some programs call an RGB picture grey.
            colours = 3;
        }

        var alpha = first.Values(ExtraSamples).ToList().FindIndex(meaning => meaning is 1 or 2 or CorelAlpha);
        var isNamed = first.Has(ExtraSamples) || layout.Samples != colours + 1;
        return layout with
        {
            IsGrey = colours == 1,
            IsLab = first.Value(PhotometricTag, 0) == CieLab,
            Alpha = isNamed ? (alpha < 0 || colours + alpha >= layout.Samples ? -1 : colours + alpha) : colours,
        };
    }

    /// <summary>
    /// A CIELab picture as one that libvips takes for RGB, so that its samples arrive as they are stored: libvips reads no Lab of 8 bits. Any other
    /// file is returned itself.
    /// </summary>
    public static byte[] WithoutLab(byte[] file)
    {
        if (TiffDirectory.First(file) is not { } first || first.Value(PhotometricTag, 0) != CieLab || first.PlaceOf(PhotometricTag) is not { } at)
        {
            return file;
        }

        var copy = file.ToArray();
        copy[file[0] == 'I' ? at : at + 1] = Rgb;
        return copy;
    }
}
