using System.Text;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public class UnsupportedFormatsTests
{
    [Theory]
    [InlineData("\0\0\0\u0018ftypcrx ", "CR3")]
    [InlineData("\0\0\0\u0018ftypisom", "Videos")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("<?xml version='1.0'?><svg/>", "SVG")]
    [InlineData("\u00ef\u00bb\u00bf \n<svg/>", "SVG")]
    [InlineData("8BPS\0\u0001", "Photoshop")]
    [InlineData("\0\0\0\u000cjP  \r\n", "JPEG 2000")]
    [InlineData("IIU\0\u0018\0\0\0", "RW2")]
    [InlineData("IIRO\b\0\0\0", "ORF")]
    [InlineData("FUJIFILMCCD-RAW", "RAF")]
    [InlineData("just words", "not an image")]
    [InlineData("BMW is not a bitmap of Windows", "not an image")]
    [InlineData("P1 is not a bitmap of Netpbm", "not an image")]
    [InlineData("\0\0\u0001\0\u0001\0\u0020\u0020\0\0\u0001\0\u0020\0\u00a8\u0010\0\0", "ICO")]
    [InlineData("\0\0\u0002\0\u0001\0\u0020\u0020\0\0\u0001\0\u0020\0\u00a8\u0010\0\0", "CUR")]
    [InlineData("\u00ff\u004f\u00ff\u0051", "JPEG 2000")]
    [InlineData("II\u00bc\u0001", "JPEG XR")]
    [InlineData("\u0001", "not an image")]
    public void Tile_OtherFormat_IsUnsupportedByNameWithWhatIsRead(string content, string name)
    {
        var e = Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(Encoding.Latin1.GetBytes(content), new(8, 8)));
        Assert.Equal(ImageFault.Unsupported, e.Fault);
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
        Assert.Contains(ImageFormats.Read, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tile_MoreBytesThanTheLimit_IsTooLarge()
    {
        var e = Assert.Throws<ImageException>(() => new ImagePreparer(new() { MaxBytes = 10 }).Tile(new byte[11], new(8, 8)));
        Assert.Equal(ImageFault.TooLarge, e.Fault);
        Assert.Contains("11", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u00ff\u00d8\u00ff\u00e0", ImageFormat.Jpeg, "image/jpeg")]
    [InlineData("\u0089PNG\r\n\u001a\n", ImageFormat.Png, "image/png")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WEBP", ImageFormat.WebP, "image/webp")]
    [InlineData("GIF87a", ImageFormat.Gif, "image/gif")]
    [InlineData("GIF89a", ImageFormat.Gif, "image/gif")]
    [InlineData("II*\0", ImageFormat.Tiff, "image/tiff")]
    [InlineData("MM\0+", ImageFormat.Tiff, "image/tiff")]
    [InlineData("BM\u0036\0\0\0\0\0\0\0\u0036\0\0\0\u0028\0\0\0", ImageFormat.Bmp, "image/bmp")]
    [InlineData("P6\n64 48\n255\n", ImageFormat.Pbm, "image/x-portable-anymap")]
    [InlineData("P1 # by hand\n", ImageFormat.Pbm, "image/x-portable-anymap")]
    [InlineData("\0\0\u0002\0\0\0\0\0\0\0\0\0\u0040\0\u0030\0\u0018\u0020", ImageFormat.Tga, "image/x-tga")]
    [InlineData("\u0003\0\u000b\0\0\0\0\0\0\0\0\0\u0040\0\u0030\0\u0008\0", ImageFormat.Tga, "image/x-tga")]
    [InlineData("\0\u0001\u0001\0\0\0\u0001\u0018\0\0\0\0\u0040\0\u0030\0\u0008\0", ImageFormat.Tga, "image/x-tga")]
    [InlineData("\0\0\u0002\0\0\0\0\0\0\0\0\0\u0040\0\u0030\0\u0009\u0020", null, null)]
    [InlineData("\0\0\u0002\0\0\0\0\0\0\0\0\0\0\0\u0030\0\u0018\u0020", null, null)]
    [InlineData("BM\u0036\0\0\0\0\0\0\0\u0036\0\0\0\u0029\0\0\0", null, null)]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", ImageFormat.Heic, "image/heic")]
    [InlineData("\0\0\0\u0018ftyphevx\0\0\0\0", ImageFormat.Heic, "image/heic")]
    [InlineData("\0\0\0\u0018ftypmif1\0\0\0\0mif1heic", ImageFormat.Heic, "image/heic")]
    [InlineData("\0\0\0\u0018ftypmif1\0\0\0\0mif1avif", ImageFormat.Avif, "image/avif")]
    [InlineData("\0\0\0\u0018ftypavis\0\0\0\0", ImageFormat.Avif, "image/avif")]
    [InlineData("\u00ff\n\u00fa", ImageFormat.Jxl, "image/jxl")]
    [InlineData("\0\0\0\u000cJXL \r\n\u0087\n", ImageFormat.Jxl, "image/jxl")]
    [InlineData("\0\0\0\u0018ftypisom\0\0\0\0mif1", null, null)]
    [InlineData("P7\nWIDTH 64\n", null, null)]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WAVE", null, null)]
    [InlineData("GIF88a", null, null)]
    [InlineData("", null, null)]
    public void Sniff_Signature_IsKnown(string head, ImageFormat? format, string? media)
    {
        Assert.Equal(format, ImageFormats.Sniff(Encoding.Latin1.GetBytes(head)));
        if (format is { } known)
        {
            Assert.Equal(media, ImageFormats.MediaType(known));
        }
    }
}
