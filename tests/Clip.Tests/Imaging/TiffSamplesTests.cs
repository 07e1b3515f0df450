using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>Samples of a TIFF beyond its colours.</summary>
public class TiffSamplesTests
{
    private const int Side = 64;
    private static readonly ImagePreparer Preparer = new(new());
    private static readonly TileSpec Tile = new(32, 32);

    public static TheoryData<ushort[]?, byte[]> WithoutAlpha => new()
    {
        { [0], [0] }, { [0, 0], [0, 90] }, { [0, 0, 0], [0, 90, 180] }, { [2, 0], [255, 0] }, { [0, 2], [0, 255] }, { [1, 0], [255, 0] },
        { null, [255] }, { null, [255, 0] }, { [0, 0, 0, 0, 0], [1, 2, 3, 4, 5] },
    };

    /// <summary>Tile and thumbnail are those of the RGB, because what is extra is not alpha, or is opaque.</summary>
    [Theory]
    [MemberData(nameof(WithoutAlpha))]
    public async Task Prepare_RgbWithExtraSamples_IsTheRgb(ushort[]? meanings, byte[] extra)
    {
        var plain = await Preparer.PrepareAsync(Rgb([], []), Tile, TestContext.Current.CancellationToken);

        var prepared = await Preparer.PrepareAsync(Rgb(meanings, extra), Tile, TestContext.Current.CancellationToken);

        Assert.Equal(plain.Tile, prepared.Tile);
        Assert.Equal(plain.Thumbnail, prepared.Thumbnail);
    }

    /// <summary>The alpha of one file is 254 at its top, which nobody sees.</summary>
    [Theory]
    [InlineData("rgb_alpha_plus1.tif", 1)]
    [InlineData("rgb_plus2_selections.tif", 0)]
    public async Task Prepare_FileOfPhotoshopWithSelections_IsTheRgb(string file, double most)
    {
        var bytes = await File.ReadAllBytesAsync(SharedData.Require("cases", "08-tiff-extra-channels", file), TestContext.Current.CancellationToken);
        var plain = await Preparer.PrepareAsync(FirstThree(bytes, 96, 5), Tile, TestContext.Current.CancellationToken);

        var prepared = await Preparer.PrepareAsync(bytes, Tile, TestContext.Current.CancellationToken);

        Assert.Equal(plain.Tile, prepared.Tile);
        var ((one, expected), (other, pixels)) = (Pictures.Open(plain.Thumbnail), Pictures.Open(prepared.Thumbnail));
        using (one)
        using (other)
        {
            Assert.InRange(GoldenImages.Difference(expected, pixels).Mean, 0, most);
        }
    }

    /// <summary>Alpha that was multiplied into the colours is divided out again, as Pillow does; the thumbnail lies over white.</summary>
    [Theory]
    [InlineData(2, 200, 100, 50)]
    [InlineData(999, 200, 100, 50)]
    [InlineData(1, 250, 125, 62)]
    public async Task Prepare_Alpha_IsDroppedInTheTileAndLiesOverWhiteInTheThumbnail(int meaning, byte red, byte green, byte blue)
    {
        const int Alpha = 204;
        var file = TiffPicture.Of([.. Pixels(_ => [200, 100, 50, Alpha])], Side, Side, TiffPicture.Rgb, [(ushort)meaning]);

        var prepared = await Preparer.PrepareAsync(file, Tile, TestContext.Current.CancellationToken);

        Assert.Equal([red, green, blue], prepared.Tile[..3]);
        var (image, pixels) = Pictures.Open(prepared.Thumbnail);
        using (image)
        {
            foreach (var (colour, i) in ((byte[])[red, green, blue]).Select((colour, i) => (colour, i)))
            {
                Assert.InRange(pixels[i], 255 - ((255 - colour) * Alpha / 255) - 6, 255 - ((255 - colour) * Alpha / 255) + 6);
            }
        }
    }

    [Theory]
    [InlineData(new ushort[] { 0 }, new byte[] { 0 })]
    [InlineData(new ushort[] { 0, 0 }, new byte[] { 0, 7 })]
    [InlineData(new ushort[] { 0, 0, 0, 0 }, new byte[] { 0, 7, 8, 9 })]
    [InlineData(new ushort[] { 2, 0 }, new byte[] { 255, 7 })]
    public async Task Prepare_GreyWithExtraSamples_IsTheGrey(ushort[] meanings, byte[] extra)
    {
        var plain = TiffPicture.Of([.. Pixels(i => [(byte)i])], Side, Side, TiffPicture.Grey, extra: null);
        var file = TiffPicture.Of([.. Pixels(i => [(byte)i, .. extra])], Side, Side, TiffPicture.Grey, meanings);

        await AssertSameAsync(plain, file);
    }

    [Theory]
    [InlineData(new ushort[] { 0 }, new byte[] { 0 })]
    [InlineData(new ushort[] { 0, 0 }, new byte[] { 0, 7 })]
    public async Task Prepare_CmykWithExtraSamples_IsTheCmyk(ushort[] meanings, byte[] extra)
    {
        var plain = TiffPicture.Of([.. Pixels(i => [(byte)i, 20, 30, 40])], Side, Side, TiffPicture.Cmyk, extra: null);
        var file = TiffPicture.Of([.. Pixels(i => [(byte)i, 20, 30, 40, .. extra])], Side, Side, TiffPicture.Cmyk, meanings);

        await AssertSameAsync(plain, file);
    }

    /// <summary>The values are Pillow's, which converts with Little CMS.</summary>
    [Theory]
    [InlineData(255, 0, 0, 255, 255, 255)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(128, 0, 0, 119, 119, 119)]
    [InlineData(87, 72, 168, 117, 0, 226)]
    [InlineData(150, 206, 40, 39, 162, 64)]
    public void Tile_Lab_IsThatOfPillow(byte lightness, byte a, byte b, byte red, byte green, byte blue)
    {
        foreach (ushort[]? extra in (ushort[]?[])[null, [0]])
        {
            byte[] more = extra is null ? [] : [99];
            var tile = Preparer.Tile(TiffPicture.Of([.. Pixels(_ => [lightness, a, b, .. more])], Side, Side, TiffPicture.Lab, extra), Tile);

            Assert.InRange(tile[0], red - 2, red + 2);
            Assert.InRange(tile[1], green - 2, green + 2);
            Assert.InRange(tile[2], blue - 2, blue + 2);
        }
    }

    [Fact]
    public void Tile_MoreSamplesThanAnyProgramWrites_IsRefusedWithTheTruth()
    {
        var file = Rgb([.. Enumerable.Repeat((ushort)0, 14)], new byte[14]);

        var refused = Assert.Throws<ImageException>(() => Preparer.Tile(file, Tile));

        Assert.Equal(ImageFault.Unsupported, refused.Fault);
        Assert.Contains("17 samples", refused.Message, StringComparison.Ordinal);
    }

    private static async Task AssertSameAsync(byte[] plain, byte[] file)
    {
        var (one, other) = (await Preparer.PrepareAsync(plain, Tile, default), await Preparer.PrepareAsync(file, Tile, default));
        Assert.Equal(one.Tile, other.Tile);
        Assert.Equal(one.Thumbnail, other.Thumbnail);
    }

    private static byte[] Rgb(ushort[]? meanings, byte[] extra) => TiffPicture.Of(
        [.. Pixels(i => [(byte)i, (byte)(i / Side * 3), (byte)(200 - (i % 100)), .. extra])], Side, Side, TiffPicture.Rgb,
        extra.Length == 0 ? null : meanings);

    private static IEnumerable<byte> Pixels(Func<int, byte[]> pixel) => Enumerable.Range(0, Side * Side).SelectMany(pixel);

    /// <summary>The RGB of an uncompressed file whose samples are its last bytes.</summary>
    private static byte[] FirstThree(byte[] file, int side, int samples) => TiffPicture.Of(
        [.. file[^(side * side * samples)..].Chunk(samples).SelectMany(pixel => pixel[..3])], side, side, TiffPicture.Rgb, extra: null);
}
