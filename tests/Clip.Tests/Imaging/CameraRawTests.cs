using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

public class CameraRawTests
{
    private const int NewSubfileType = 0xfe, Width = 0x100, Compression = 0x103, Photometric = 0x106, Make = 0x10f, DngVersion = 0xc612;

    private static readonly Dictionary<string, ((int, long[])[] First, (int, long[])[]? Sub, string? Mark)> Raws = new(StringComparer.Ordinal)
    {
        ["DNG"] = ([(Width, [160]), (DngVersion, [1, 4, 0, 0])], null, null),
        ["NEF"] = ([(NewSubfileType, [1]), (Make, Text("NIKON CORPORATION"))], [(Compression, [34713])], null),
        ["ARW"] = ([(NewSubfileType, [1]), (Make, Text("SONY"))], [(Compression, [32767]), (Photometric, [32803])], null),
        ["CR2"] = ([(Width, [5184]), (Make, Text("Canon"))], null, "CR\u0002"),
        ["PEF"] = ([(Compression, [65535]), (Make, Text("PENTAX"))], null, null),
        ["RAW in TIFF"] = ([(Width, [100])], [(Photometric, [34892])], null),
    };

    public static TheoryData<string, bool> Files => [.. Raws.Keys.SelectMany(static name => new[] { (name, true), (name, false) })];

    [Theory]
    [MemberData(nameof(Files))]
    public void Tile_CameraRaw_IsUnsupportedWithAdvice(string name, bool bigEndian)
    {
        var (first, sub, mark) = Raws[name];
        var e = Refusal(new TiffBuilder(bigEndian).Build(first, sub, mark));
        Assert.Equal(ImageFault.Unsupported, e.Fault);
        Assert.Contains(name, e.Message, StringComparison.Ordinal);
        Assert.Contains("camera RAW", e.Message, StringComparison.Ordinal);
        Assert.Contains("convert it to JPEG", e.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// A scan with a pyramid or an edited camera picture: it is read as TIFF and rejected as corrupt, because this file has no pixels.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tile_TiffWithMakerAndSmallerCopies_IsNoCameraRaw(bool bigEndian)
    {
        var file = new TiffBuilder(bigEndian).Build(
            [(NewSubfileType, [0]), (Photometric, [2]), (Make, Text("NIKON CORPORATION"))], [(NewSubfileType, [1]), (Compression, [5])]);
        Assert.Equal(ImageFault.Corrupt, Refusal(file).Fault);
    }

    [Fact]
    public void Tile_TiffHeadsAtRandom_AreRefused()
    {
        var random = new Random(4);
        var whole = new TiffBuilder(bigEndian: false).Build([(NewSubfileType, [1]), (Make, Text("NIKON CORPORATION"))], [(Compression, [34713])]);
        for (var i = 0; i < 2000; i++)
        {
            var file = whole.AsSpan(0, random.Next(4, whole.Length)).ToArray();
            for (var flips = random.Next(4); flips > 0; flips--)
            {
                file[random.Next(2, file.Length)] = (byte)random.Next(256);
            }

            _ = Refusal([(byte)'I', (byte)'I', (byte)(42 + random.Next(2)), 0, .. file.AsSpan(4)]);
        }
    }

    private static ImageException Refusal(byte[] file) => Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(file, new(8, 8)));

    private static long[] Text(string text) => [.. text.Select(static c => (long)c), 0];
}
