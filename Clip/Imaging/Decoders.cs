namespace Txt2Image.Clip.Imaging;

/// <summary>Which decoder is used, and the name that its pixels go by.</summary>
internal static class Decoders
{
    /// <summary>The resize and its rounding; renamed when a change of ours changes pixels.</summary>
    private const string Resize = "pil-bicubic-1";

    public static IImageDecoder Default { get; } = new VipsDecoder();

    /// <summary>The decoder of a name, for configuration; null if this build has none of it.</summary>
    public static IImageDecoder? Find(string name) => name switch
    {
        "vips" => Default,
#if UPSTREAM
        "imagesharp" => new ImageSharpDecoder(),
#endif
        _ => null,
    };

    public static string VersionOf(IImageDecoder decoder, bool shrinks = false) =>
        $"{decoder.Name}+{Resize}{(shrinks ? $"+{ShrinkOnLoad.Name}" : "")}";
}
