namespace Txt2Image.Clip.Imaging;

/// <summary>The library that decodes images.</summary>
public enum ImageDecoder
{
    /// <summary>libvips.</summary>
    Vips,

    /// <summary>SixLabors.ImageSharp.</summary>
    ImageSharp,
}
