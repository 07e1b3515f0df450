using NetVips;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

public class ShrinkOnLoadTests
{
    private static readonly TileSpec Tile = new(96, 96);
    private static readonly ImagePreparer Whole = new(new());
    private static readonly ImagePreparer Shrinking = new(new(), shrinkOnLoad: true);

    [Theory]
    [InlineData(4000, 3000, 4)]
    [InlineData(8000, 6000, 8)]
    [InlineData(1600, 1200, 2)]
    [InlineData(1023, 1000, 1)]
    [InlineData(4000, 700, 2)]
    [InlineData(4000, 383, 1)]
    [InlineData(300, 200, 1)]
    public void Factor_OfALayout_LeavesTwiceTheTileAndTheThumbnail(int width, int height, int factor)
    {
        PixelLayout layout = new(width, height, 3, 1, IsCmyk: false, 1, 0), turned = new(height, width, 3, 1, IsCmyk: false, 6, 0);

        Assert.Equal(factor, ShrinkOnLoad.Factor(layout, ImageFormat.Jpeg, Tile, 512));
        Assert.Equal(factor, ShrinkOnLoad.Factor(turned, ImageFormat.Jpeg, Tile, 512));
        Assert.Equal(1, ShrinkOnLoad.Factor(layout, ImageFormat.Png, Tile, 512));
    }

    [Theory]
    [InlineData(1600, 1201, 1)]
    [InlineData(2500, 1100, 6)]
    [InlineData(1801, 2401, 3)]
    public async Task Prepare_Shrinking_KeepsSizesAndLooksTheSame(int width, int height, int orientation)
    {
        using var picture = Scene(width, height);
        var file = Pictures.Turned(picture, orientation);

        var (whole, shrunk) = (await Whole.PrepareAsync(file, Tile, default), await Shrinking.PrepareAsync(file, Tile, default));

        Assert.Equal((whole.Width, whole.Height), (shrunk.Width, shrunk.Height));
        Assert.NotEqual(whole.Tile, shrunk.Tile);
        Assert.InRange(Error(whole.Tile, shrunk.Tile), 0, 2.5);
        var ((first, pixels), (second, others)) = (Pictures.Open(whole.Thumbnail), Pictures.Open(shrunk.Thumbnail));
        using (first)
        using (second)
        {
            Assert.Equal((first.Width, first.Height), (second.Width, second.Height));
            Assert.InRange(Error(pixels, others), 0, 4);
        }
    }

    /// <summary>A file has one embedding: a preview, for which more pixels are decoded, must not change the tile.</summary>
    [Fact]
    public async Task Prepare_ShrinkingWithAPreview_HasTheSameTile()
    {
        using var picture = Scene(4000, 3000);
        var file = picture.JpegsaveBuffer();

        var prepared = await Shrinking.PrepareAsync(file, Tile, withPreview: true, default);

        Assert.Equal(Shrinking.Tile(file, Tile), prepared.Tile);
        var (image, _) = Pictures.Open(prepared.Preview!);
        using (image)
        {
            Assert.Equal((1440, 1080), (image.Width, image.Height));
        }
    }

    [Fact]
    public async Task Prepare_ShrinkingOfAFileThatIsCutOff_IsRefused()
    {
        using var picture = Scene(2000, 1500);
        var file = picture.JpegsaveBuffer();

        var refused = await Assert.ThrowsAsync<ImageException>(() => Shrinking.PrepareAsync(file.AsMemory(0, file.Length / 2), Tile, default));

        Assert.Equal(ImageFault.Corrupt, refused.Fault);
    }

    [Fact]
    public void Fingerprint_Shrinking_IsAnother()
    {
        Assert.NotEqual(Whole.PreprocessingVersion, Shrinking.PreprocessingVersion);
        using var folder = new ModelFolder();
        var (plain, whole, shrinking) =
            (ClipModel.Load(folder.Path), ClipModel.Load(folder.Path, Whole.PreprocessingVersion),
                ClipModel.Load(folder.Path, Shrinking.PreprocessingVersion));
        Assert.Equal(plain.Fingerprint, whole.Fingerprint);
        Assert.NotEqual(plain.Fingerprint, shrinking.Fingerprint);
    }

    /// <summary>Waves and edges, like a photograph.</summary>
    private static Image Scene(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (int y = 0, at = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                pixels[at++] = (byte)(128 + (100 * Math.Sin(x / 31.0)));
                pixels[at++] = (byte)(128 + (100 * Math.Cos(y / 47.0)));
                pixels[at++] = (byte)(((x / 200) + (y / 150)) % 2 * 180);
            }
        }

        return Pictures.Raw(pixels, width, height, 3);
    }

    private static double Error(byte[] one, byte[] other) => one.Zip(other, static (a, b) => Math.Abs(a - b)).Average();
}
