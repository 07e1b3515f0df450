namespace Txt2Image.Clip.Imaging;

/// <summary>The image decoders, and the version name for their pixels.</summary>
internal static class Decoders
{
    /// <summary>The version of the resize and its rounding; must change when our code changes pixels.</summary>
    private const string Resize = "pil-bicubic-1";

    public static IImageDecoder Default { get; } = new VipsDecoder();

    private static readonly ImageSharpDecoder ImageSharp = new();

    /// <summary>The decoder with this name, for configuration; null if there is none.</summary>
    public static IImageDecoder? Find(string name) => name switch
    {
        "vips" => Default,
        "imagesharp" => ImageSharp,
        _ => null,
    };

    /// <summary>
    /// The decoder of a format. ImageSharp decodes what libvips does not support, whichever decoder is chosen; these pixels equal the reference's,
    /// so nothing else changes.
    /// </summary>
    public static IImageDecoder For(ImageFormat format, IImageDecoder chosen) =>
        format is ImageFormat.Bmp or ImageFormat.Tga or ImageFormat.Pbm ? ImageSharp : chosen;

    public static string VersionOf(IImageDecoder decoder, bool shrinks = false) =>
        $"{decoder.Name}+{Resize}{(shrinks ? $"+{ShrinkOnLoad.Name}" : "")}";
}
