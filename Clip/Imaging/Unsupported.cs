using System.Text;
using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Imaging;

/// <summary>Recognises unsupported formats by a file's first bytes and gives advice.</summary>
internal static class Unsupported
{
    private const string ToJpeg = "convert it to JPEG first";
    private const string ToJpegOrPng = "convert it to JPEG or PNG first";

    public static ImageException Describe(ReadOnlySpan<byte> bytes) => new(
        ImageFault.Unsupported,
        $"{Name(bytes)}. Supported formats: {ImageFormats.Read}.");

    /// <param name="maker">The maker's name and format.</param>
    /// <param name="instead">What the file has in place of a preview, if anything.</param>
    public static ImageException CameraRaw(string maker, string? instead) => new(
        ImageFault.Unsupported,
        $"This is a camera RAW file ({maker}) with {instead ?? "no JPEG preview"}, and only its preview could be read: {ToJpeg}, in the camera or " +
        $"with its maker's software. Supported formats: {ImageFormats.Read}.");

    public static ImageException CutOffRaw(string maker) => new(
        ImageFault.Corrupt, $"The camera RAW file ({maker}) is truncated or damaged: a part of it is outside the file.");

    /// <summary>A kind of JPEG that decoders do not read; null for any other.</summary>
    public static ImageException? Jpeg(JpegHeader? header)
    {
        var kind = header switch
        {
            { Process: 0xc3 or >= 0xc5 and <= 0xc7 or >= 0xcb } => "Lossless and hierarchical JPEG",
            { Precision: not 8 } => $"JPEG with {header.Precision} bits per sample",
            _ => null,
        };
        return kind is null ? null : new(
            ImageFault.Unsupported, $"{kind} is not supported: save it as a JPEG with 8 bits per sample. Supported formats: {ImageFormats.Read}.");
    }

    private static string Name(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => Boxed(Ascii(bytes[8..Math.Min(bytes.Length, 12)])),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "This is a PDF document, not an image: export its pages as images first",
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => $"Photoshop documents are not supported: {ToJpegOrPng}",
        [0, 0, 0, 0x0c, (byte)'j', (byte)'P', (byte)' ', (byte)' ', ..] => $"JPEG 2000 is not supported: {ToJpeg}",
        [0xff, 0x4f, 0xff, 0x51, ..] => $"JPEG 2000 is not supported: {ToJpeg}",
        [(byte)'I', (byte)'I', 0xbc, ..] => $"JPEG XR is not supported: {ToJpegOrPng}",
        [0, 0, 1, 0, not 0, ..] => $"Icons (ICO) are not supported: {ToJpegOrPng}",
        [0, 0, 2, 0, not 0, ..] => $"Cursors (CUR) are not supported: {ToJpegOrPng}",
        _ when LooksLikeMarkup(bytes) => "SVG and other markup is not supported: render it to PNG first",
        _ => "This is not an image in a supported format",
    };

    private static string Boxed(string brand) => brand switch
    {
        "jp2 " or "jpx " => $"JPEG 2000 is not supported: {ToJpeg}",
        _ => "Videos are not supported: save a frame as JPEG",
    };

    private static bool LooksLikeMarkup(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];
    }

    private static string Ascii(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes);
}
