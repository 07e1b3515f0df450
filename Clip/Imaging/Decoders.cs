using Txt2Image.Clip.Imaging.Modern;

namespace Txt2Image.Clip.Imaging;

/// <summary>The image decoders, and the version name for their pixels.</summary>
internal static class Decoders
{
    /// <summary>The version of the resize and its rounding; must change when our code changes pixels.</summary>
    private const string Resize = "pil-bicubic-1";

    private static readonly VipsDecoder Vips = new();
    private static readonly ImageSharpDecoder ImageSharp = new();
    private static readonly PnmDecoder Pnm = new(ImageSharp);
    private static readonly MagickDecoder Magick = new();

    public static IImageDecoder Of(ImageDecoder decoder) => decoder switch
    {
        ImageDecoder.Vips => Vips,
        ImageDecoder.ImageSharp => ImageSharp,
        _ => throw new ArgumentOutOfRangeException(nameof(decoder), decoder, null),
    };

    /// <summary>
    /// The decoder of a format. ImageSharp and ImageMagick decode what libvips does not support, whichever decoder is chosen; these pixels equal the
    /// reference's, so nothing else changes.
    /// </summary>
    public static IImageDecoder For(ImageFormat format, IImageDecoder chosen) => format switch
    {
        ImageFormat.Bmp or ImageFormat.Tga => ImageSharp,
        ImageFormat.Pbm => Pnm,
        ImageFormat.Heic or ImageFormat.Avif or ImageFormat.Jxl => Magick,
        _ => chosen,
    };

    public static string VersionOf(IImageDecoder decoder, bool shrinks = false) =>
        $"{decoder.Name}+{Resize}{(shrinks ? $"+{ShrinkOnLoad.Name}" : "")}";
}
