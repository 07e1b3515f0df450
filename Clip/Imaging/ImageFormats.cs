using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Imaging;

/// <summary>A supported format.</summary>
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

    /// <summary>TIFF; the first page. Many cameras' RAW files share its signature: of those, the JPEG in them is decoded.</summary>
    Tiff,

    /// <summary>Windows bitmap, plain or run-length encoded.</summary>
    Bmp,

    /// <summary>Truevision TGA. It has no signature: its header is checked field by field.</summary>
    Tga,

    /// <summary>The Netpbm formats PBM, PGM and PPM, binary or ASCII.</summary>
    Pbm,

    /// <summary>HEIC: HEIF with HEVC. The primary picture.</summary>
    Heic,

    /// <summary>AVIF: HEIF with AV1. The primary picture.</summary>
    Avif,

    /// <summary>JPEG XL; the first frame.</summary>
    Jxl,
}

/// <summary>Recognises formats by their first bytes; ignores a file's name and declared type.</summary>
public static class ImageFormats
{
    /// <summary>The supported formats, for messages.</summary>
    public const string Read = "JPEG, PNG, WebP, GIF, TIFF, HEIC, AVIF, JPEG XL, BMP, TGA, PBM and the previews in camera RAW files";

    /// <summary>The number of first bytes needed to recognise any format.</summary>
    public const int HeadLength = 18;

    /// <summary>
    /// The number of first bytes in which a camera's RAW file differs from another TIFF, and an AVIF whose first brand is that of all HEIF files from
    /// HEIC.
    /// </summary>
    public const int MediaTypeLength = 1 << 18;

    /// <summary>The format of a file, or null if it is not supported.</summary>
    /// <param name="head">Its first bytes; <see cref="HeadLength"/> are enough.</param>
    public static ImageFormat? Sniff(ReadOnlySpan<byte> head) => head switch
    {
        [0xff, 0xd8, 0xff, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => ImageFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ImageFormat.Gif,
        _ when IsTiff(head) => ImageFormat.Tiff,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => HeaderChecks.HeifFormat(head),
        [0xff, 0x0a, ..] or [0, 0, 0, 0x0c, (byte)'J', (byte)'X', (byte)'L', (byte)' ', 0x0d, 0x0a, 0x87, 0x0a, ..] => ImageFormat.Jxl,
        _ when HeaderChecks.IsBmp(head) => ImageFormat.Bmp,
        _ when HeaderChecks.IsPbm(head) => ImageFormat.Pbm,
        _ when HeaderChecks.IsTga(head) => ImageFormat.Tga,
        _ => null,
    };

    /// <summary>The media type of a file, also of a camera's RAW file; null if it is not supported.</summary>
    /// <param name="head">Its first bytes; <see cref="MediaTypeLength"/> are enough.</param>
    public static string? MediaTypeOf(byte[] head) => RawKind.Of(head)?.MediaType ?? (Sniff(head) is { } format ? MediaType(format) : null);

    /// <summary>Whether a file has the signature of TIFF, classic or big.</summary>
    internal static bool IsTiff(ReadOnlySpan<byte> head) =>
        head is [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..];

    /// <summary>The IANA media type, or the customary one if there is none.</summary>
    public static string MediaType(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        ImageFormat.WebP => "image/webp",
        ImageFormat.Gif => "image/gif",
        ImageFormat.Tiff => "image/tiff",
        ImageFormat.Bmp => "image/bmp",
        ImageFormat.Tga => "image/x-tga",
        ImageFormat.Pbm => "image/x-portable-anymap",
        ImageFormat.Heic => "image/heic",
        ImageFormat.Avif => "image/avif",
        ImageFormat.Jxl => "image/jxl",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, message: null),
    };
}
