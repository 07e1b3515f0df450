using System.Text;

namespace Txt2Image.Api.Tests.Hostile;

/// <summary>Files that are valid in two formats, and files that are hardly valid in one.</summary>
internal static class Polyglots
{
    private static readonly byte[] Html = "<script>alert(1)</script><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray();
    private static readonly byte[] Zip = [0x50, 0x4b, 3, 4, .. new byte[26], 0x50, 0x4b, 5, 6, .. new byte[18]];
    private static readonly byte[] Picture = Png.Of(77);
    private static readonly byte[] Jpeg = HarmedPictures.Good().First().Bytes;
    private static readonly byte[] Gif = HarmedPictures.TinyGif;

    /// <summary>Pictures with additional content.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Pictures =>
    [
        ("jpeg.html", [.. Jpeg, .. Html]),
        ("jpeg.zip", [.. Jpeg, .. Zip]),
        ("comment.jpg", [.. Jpeg[..2], 0xff, 0xfe, 0, (byte)(Html.Length + 2), .. Html, .. Jpeg[2..]]),
        ("png.html", [.. Picture, .. Html]),
        ("text.png", Png.WithText(Picture, $"Comment\0{Encoding.ASCII.GetString(Html)}")),
        ("gif.js", [.. Gif, .. "/*"u8, .. Html, .. "*/=1;"u8]),
    ];

    /// <summary>Files that only claim to be pictures, or claim another format.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Fakes =>
    [
        ("html-first.jpg", [.. Html, .. Jpeg]),
        ("pdf-first.png", [.. "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"u8, .. Picture]),
        ("zip-first.gif", [.. Zip, .. Gif]),
        ("gif-head.jpg", [.. Gif[..13], .. Jpeg[13..]]),
        ("gif-script.jpg", [.. "GIF89a/*"u8, .. Jpeg]),
        ("jpeg-head.gif", [.. Jpeg[..13], .. Gif[13..]]),
        ("png-head.jpg", [.. Picture[..8], .. Jpeg[8..]]),
        ("empty.png", []),
        ("byte.png", [0x89]),
        ("head.png", Picture[..8]),
        ("head.jpg", [0xff, 0xd8, 0xff]),
        ("head.gif", [.. "GIF89a"u8]),
        ("head.webp", [.. "RIFF\0\0\0\0WEBP"u8]),
        ("head.tif", [.. "II*\0"u8]),
        ("zeros.png", new byte[4096]),
    ];
}
