using NetVips;

namespace Txt2Image.Clip.Imaging;

/// <summary>What libvips says of an opened image, and what its loaders will hold of it.</summary>
internal static class VipsLayout
{
    public static PixelLayout Of(Image image, ImageFormat format, byte[] bytes)
    {
        var sampleBytes = image.Format switch
        {
            Enums.BandFormat.Uchar => 1,
            Enums.BandFormat.Ushort => 2,
            _ => throw Odd("its samples are neither 8 nor 16 bits wide"),
        };
        var isCmyk = image.Interpretation == Enums.Interpretation.Cmyk;
        if (image.Interpretation is Enums.Interpretation.Lab or Enums.Interpretation.Labs or Enums.Interpretation.Xyz
            || image.Bands > (isCmyk ? 5 : 4) || (isCmyk && image.Bands < 4))
        {
            throw Odd("its colours are neither grey, RGB nor CMYK");
        }
        var orientation = image.Contains("orientation") && image.Get("orientation") is int and >= 1 and <= 8 and var turn ? turn : 1;
        return new(image.Width, image.Height, image.Bands, sampleBytes, isCmyk, orientation, Held(image, format, bytes, sampleBytes));
    }

    /// <summary>Measured with libvips 8.18: bytes of memory for each pixel that a loader holds beside the rows asked for.</summary>
    private static double Held(Image image, ImageFormat format, byte[] bytes, int sampleBytes) => format switch
    {
        ImageFormat.Jpeg => IsSet(image, "jpeg-multiscan") || IsSet(image, "interlaced") ? 2 * image.Bands : 0,
        ImageFormat.Png => IsSet(image, "interlaced") ? image.Bands * sampleBytes : 0,
        ImageFormat.WebP => 8,
        ImageFormat.Gif => 8,
        _ => 0,
    };

    private static bool IsSet(Image image, string field) => image.Contains(field) && image.Get(field) is int and not 0;

    private static ImageException Odd(string why) => new(
        ImageFault.Unsupported, $"This image is not read: {why}. Convert it to JPEG or PNG first. Read are {ImageFormats.Read}.");
}
