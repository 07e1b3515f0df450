using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Imaging.Raw;

namespace Txt2Image.Clip.Tests.Imaging.Modern;

/// <summary>The table of formats in docs/ingest.md says what the code does.</summary>
public class FormatTableTests
{
    /// <summary>The words by which a row names a format of the code.</summary>
    private static readonly Dictionary<ImageFormat, string> Words = new()
    {
        [ImageFormat.Jpeg] = "JPEG,", [ImageFormat.Png] = "PNG", [ImageFormat.WebP] = "WebP", [ImageFormat.Gif] = "GIF",
        [ImageFormat.Tiff] = "TIFF", [ImageFormat.Bmp] = "BMP", [ImageFormat.Tga] = "TGA", [ImageFormat.Pbm] = "PBM,",
        [ImageFormat.Heic] = "HEIC,", [ImageFormat.Avif] = "AVIF", [ImageFormat.Jxl] = "JPEG XL",
    };

    /// <summary>The start of a file of each format that the table says is not read.</summary>
    private static readonly Dictionary<string, byte[]> Unread = new(StringComparer.Ordinal)
    {
        ["JPEG 2000"] = [0xff, 0x4f, 0xff, 0x51], ["JPEG XR"] = [0x49, 0x49, 0xbc, 1], ["PSD"] = "8BPS\0\u0001"u8.ToArray(),
        ["ICO, CUR"] = [0, 0, 1, 0, 1, 0, 32, 32], ["SVG"] = "<svg/>"u8.ToArray(), ["PDF"] = "%PDF-1.7"u8.ToArray(),
    };

    private static List<(string Format, string Ours)> Rows { get; } =
        [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "ingest.md")).SkipWhile(line => line != "## Formats").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Split('|')).Select(cells => (cells[1].Trim(), cells[2].Trim()))];

    [Fact]
    public void Table_EveryFormatOfTheCode_IsRead()
    {
        Assert.Equal(Enum.GetValues<ImageFormat>().Order(), Words.Keys.Order());
        foreach (var (format, word) in Words)
        {
            Assert.True(Rows.Exists(row => row.Format.StartsWith(word, StringComparison.Ordinal) && row.Ours == "yes"), $"{format} is missing");
        }

        var raw = Rows.Single(row => row.Ours == "the JPEG in it").Format;
        Assert.All(RawKind.Endings, ending => Assert.Contains(ending, raw, StringComparison.Ordinal));
    }

    [Fact]
    public void Table_WhatIsNotRead_IsRejectedByTheCode()
    {
        var unread = Rows.Where(row => row.Ours == "no").Select(row => row.Format).ToList();

        Assert.Equal(Unread.Keys.Order(StringComparer.Ordinal), unread.Order(StringComparer.Ordinal));
        foreach (var (format, head) in Unread)
        {
            var exception = Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(head, new(8, 8)));
            Assert.True(exception.Fault == ImageFault.Unsupported, format);
            Assert.DoesNotContain("not an image in", exception.Message, StringComparison.Ordinal);
        }
    }
}
