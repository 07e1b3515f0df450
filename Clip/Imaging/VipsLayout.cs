using NetVips;

namespace Txt2Image.Clip.Imaging;

/// <summary>The layout of an image opened by libvips, and how much memory its loader will hold.</summary>
internal static class VipsLayout
{
    /// <summary>A picture's colours, and more extra samples than programs write.</summary>
    private const int MostSamples = 16;

    public static PixelLayout Of(Image image, ImageFormat format, byte[] bytes)
    {
        var sampleBytes = image.Format switch
        {
            Enums.BandFormat.Uchar => 1,
            Enums.BandFormat.Ushort => 2,
            _ => throw Odd("its samples are neither 8 nor 16 bits wide"),
        };
        if (image.Bands > MostSamples)
        {
            throw Odd($"each pixel has {image.Bands} samples, and at most {MostSamples} can be read");
        }

        var isCmyk = image.Interpretation == Enums.Interpretation.Cmyk;
        if (image.Interpretation is Enums.Interpretation.Lab or Enums.Interpretation.Labs or Enums.Interpretation.Xyz || (isCmyk && image.Bands < 4))
        {
            throw Odd("its colours are neither grey, RGB, CMYK nor CIELab");
        }

        var orientation = image.Contains("orientation") && image.Get("orientation") is int and >= 1 and <= 8 and var turn ? turn : 1;
        var layout =
            new PixelLayout(image.Width, image.Height, image.Bands, sampleBytes, isCmyk, orientation, Held(image, format, bytes, sampleBytes));
        return format == ImageFormat.Tiff ? TiffSamples.Describe(layout, bytes) : layout;
    }

    /// <summary>
    /// Bytes that a loader holds per pixel of the picture: a progressive JPEG's coefficients, an interlaced PNG's samples, canvas and frame of WebP
    /// and GIF, a TIFF's tiles.
    /// </summary>
    private static double Held(Image image, ImageFormat format, byte[] bytes, int sampleBytes) => format switch
    {
        ImageFormat.Jpeg when IsSet(image, "jpeg-multiscan") || IsSet(image, "interlaced") => image.Bands * (IsHalved(image) ? 1 : 2),
        ImageFormat.Png when IsSet(image, "interlaced") => image.Bands * sampleBytes,
        ImageFormat.WebP => 8,
        ImageFormat.Gif => 5,
        ImageFormat.Tiff => TiffMemory.Held(bytes, (long)image.Width * image.Height, image.Bands * sampleBytes),
        _ => 0,
    };

    private static bool IsHalved(Image image) =>
        image.Contains("jpeg-chroma-subsample") && image.Get("jpeg-chroma-subsample") is "4:2:0";

    private static bool IsSet(Image image, string field) => image.Contains(field) && image.Get(field) is int and not 0;

    private static ImageException Odd(string why) => new(
        ImageFault.Unsupported, $"This image is not supported: {why}. Convert it to JPEG or PNG first. Supported formats: {ImageFormats.Read}.");
}
