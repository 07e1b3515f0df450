namespace Txt2Image.Clip.Imaging;

/// <summary>A format that is read.</summary>
public enum ImageFormat
{
    /// <summary>JPEG, baseline or progressive.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP, lossy or lossless; the first frame.</summary>
    WebP,

    /// <summary>GIF; the first frame.</summary>
    Gif,

    /// <summary>TIFF; the first page. Camera RAW files share its signature and are refused when decoded.</summary>
    Tiff,
}

/// <summary>Recognises formats by their first bytes; a file's name and declared type are never asked.</summary>
public static class ImageFormats
{
    /// <summary>What is read, in words.</summary>
    public const string Read = "JPEG, PNG, WebP, GIF and TIFF";

    /// <summary>The format of a file, or null if it is none that is read.</summary>
    /// <param name="head">Its first bytes; 12 are enough.</param>
    public static ImageFormat? Sniff(ReadOnlySpan<byte> head) => head switch
    {
        [0xff, 0xd8, 0xff, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => ImageFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ImageFormat.Gif,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => ImageFormat.Tiff,
        _ => null,
    };

    /// <summary>The IANA media type.</summary>
    public static string MediaType(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        ImageFormat.WebP => "image/webp",
        ImageFormat.Gif => "image/gif",
        ImageFormat.Tiff => "image/tiff",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, message: null),
    };
}
