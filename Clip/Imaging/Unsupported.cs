using System.Text;

namespace Txt2Image.Clip.Imaging;

/// <summary>Recognises unsupported formats by a file's first bytes and gives advice.</summary>
internal static class Unsupported
{
    private const string ToJpeg = "convert it to JPEG first";
    private const string ToJpegOrPng = "convert it to JPEG or PNG first";

    public static ImageException Describe(ReadOnlySpan<byte> bytes) => new(
        ImageFault.Unsupported,
        $"{Name(bytes)}. Supported formats: {ImageFormats.Read}.");

    public static ImageException CameraRaw(string maker) => new(
        ImageFault.Unsupported,
        $"This is a camera RAW file ({maker}), from which only a small preview could be read: {ToJpeg}, in the camera or with its maker's " +
        $"software. Supported formats: {ImageFormats.Read}.");

    private static string Name(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => Boxed(Ascii(bytes[8..Math.Min(bytes.Length, 12)])),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "This is a PDF document, not an image: export its pages as images first",
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => $"Photoshop documents are not supported: {ToJpegOrPng}",
        [0xff, 0x0a, ..] or [0, 0, 0, 0x0c, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] => $"JPEG XL is not supported: {ToJpeg}",
        [0, 0, 0, 0x0c, (byte)'j', (byte)'P', (byte)' ', (byte)' ', ..] => $"JPEG 2000 is not supported: {ToJpeg}",
        [(byte)'I', (byte)'I', (byte)'U', 0, ..] => Raw("Panasonic, RW2"),
        [(byte)'I', (byte)'I', (byte)'R', (byte)'O' or (byte)'S', ..] or [(byte)'M', (byte)'M', (byte)'O', (byte)'R', ..] => Raw("Olympus, ORF"),
        [(byte)'F', (byte)'U', (byte)'J', (byte)'I', (byte)'F', (byte)'I', (byte)'L', (byte)'M', ..] => Raw("Fujifilm, RAF"),
        _ when LooksLikeMarkup(bytes) => "SVG and other markup is not supported: render it to PNG first",
        _ => "This is not an image in a supported format",
    };

    private static string Raw(string maker) => $"This is a camera RAW file ({maker}), which is not supported: {ToJpeg}";

    private static string Boxed(string brand) => brand switch
    {
        "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "hevm" or "hevs" or "mif1" or "msf1" =>
            $"HEIC is not supported: {ToJpeg} (on an iPhone: Settings > Camera > Formats > Most Compatible)",
        "avif" or "avis" => $"AVIF is not supported: {ToJpegOrPng}",
        "crx " => Raw("Canon, CR3"),
        _ => "Videos are not supported: save a frame as JPEG",
    };

    private static bool LooksLikeMarkup(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];
    }

    private static string Ascii(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes);
}
