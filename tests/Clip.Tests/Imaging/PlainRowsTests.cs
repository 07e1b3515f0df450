using System.Text;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>Bitmaps and Netpbm files that are read row by row have the pixels that ImageSharp reads.</summary>
public class PlainRowsTests
{
    private const int Width = 37, Height = 21;

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(4, 16, true)]
    [InlineData(8, 256, true)]
    [InlineData(8, 40, false)]
    [InlineData(24, 0, true)]
    [InlineData(24, 0, false)]
    public void ReadRows_Bitmap_HasThePixelsOfImageSharp(int bits, int colours, bool isBottomUp) =>
        AssertSame(Bitmap(bits, colours, isBottomUp), ImageFormat.Bmp);

    [Theory]
    [InlineData("P4", 5)]
    [InlineData("P5", 37)]
    [InlineData("P6", 111)]
    public void ReadRows_Netpbm_HasThePixelsOfImageSharp(string type, int stride) => AssertSame(
        [.. Encoding.ASCII.GetBytes($"{type}\n# a scanner's note\n{Width} {Height}\n{(type == "P4" ? "" : "255\n")}"), .. Noise(stride * Height)],
        ImageFormat.Pbm);

    [Fact]
    public void Open_FileThatIsCutOffOrOfAnotherKind_IsLeftToImageSharp()
    {
        var file = Bitmap(24, 0, isBottomUp: true);
        Assert.NotNull(PlainRows.Open(file, ImageFormat.Bmp));
        Assert.Null(PlainRows.Open(file[..^1], ImageFormat.Bmp));
        Assert.Null(PlainRows.Open(file, ImageFormat.Tga));
        Assert.Null(PlainRows.Open([.. "P6\n4 4\n65535\n"u8, .. new byte[96]], ImageFormat.Pbm));
        Assert.Null(PlainRows.Open([.. "P6\n99999999 99999999\n255\n"u8, .. new byte[96]], ImageFormat.Pbm));
        Assert.Null(PlainRows.Open([.. "P3\n4 4\n255\n"u8, .. new byte[96]], ImageFormat.Pbm));
    }

    private static void AssertSame(byte[] file, ImageFormat format)
    {
        using var plain = PlainRows.Open(file, format)!;
        using var reference = ((IImageDecoder)Decoders.Of(ImageDecoder.ImageSharp)).OpenTruncated(file, format, factor: 1);
        Assert.Equal((Width, Height), (plain.Layout.Width, plain.Layout.Height));
        var (rgb, rgba) = (new byte[Width * Height * 3], new byte[Width * Height * 4]);
        for (var y = 0; y < Height; y += 4)
        {
            plain.ReadRows(y, Math.Min(4, Height - y), rgb.AsSpan(y * Width * 3), default);
        }

        reference.ReadRows(0, Height, rgba, default);
        Assert.Equal(rgba.Chunk(4).SelectMany(pixel => pixel[..3]), rgb);
        Assert.All(rgba.Chunk(4), pixel => Assert.Equal(255, pixel[3]));
    }

    private static byte[] Bitmap(int bits, int colours, bool isBottomUp)
    {
        var (stride, head) = (((Width * bits) + 31) / 32 * 4, 54 + (4 * colours));
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("BM"u8);
        int[] numbers = [head + (stride * Height), 0, head, 40, Width, isBottomUp ? Height : -Height, (bits << 16) | 1, 0, 0, 0, 0, colours, 0];
        foreach (var number in numbers)
        {
            writer.Write(number);
        }

        writer.Write([.. Noise(4 * colours).Select((value, i) => i % 4 == 3 ? (byte)0 : value)]);
        writer.Write([.. Noise(stride * Height).Select(value => colours == 40 ? (byte)(value % 40) : value)]);
        return file.ToArray();
    }

    private static byte[] Noise(int count)
    {
        var noise = new byte[count];
        new Random(9).NextBytes(noise);
        return noise;
    }
}
