using NetVips;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public class PreviewTests
{
    private static readonly ImagePreparer Preparer = new(new());

    [Theory]
    [InlineData(2880, 1000, 1440, 500)]
    [InlineData(900, 1800, 720, 1440)]
    [InlineData(640, 480, 640, 480)]
    public async Task Prepare_Preview_IsKeptOrBroughtTo1440(int width, int height, int previewWidth, int previewHeight)
    {
        using var picture = Pictures.Quarters(width, height);
        var file = picture.JpegsaveBuffer();

        var prepared = await Preparer.PrepareAsync(file, new(32, 32), withPreview: true, default);

        Assert.Equal((width, height, "image/jpeg"), (prepared.Width, prepared.Height, prepared.MediaType));
        var (image, _) = Pictures.Open(prepared.Preview!);
        using (image)
        {
            Assert.Equal((previewWidth, previewHeight), (image.Width, image.Height));
        }

        var without = await Preparer.PrepareAsync(file, new(32, 32), default);
        Assert.Null(without.Preview);
        Assert.Equal(without.Tile, prepared.Tile);
        Assert.Equal(without.Thumbnail, prepared.Thumbnail);
    }

    [Theory]
    [InlineData(2880, 1000, 1440, 500)]
    [InlineData(6000, 300, 1440, 72)]
    [InlineData(640, 480, 640, 480)]
    public async Task Preview_Alone_HasTheSizeOfOneThatIsMadeWithATile(int width, int height, int previewWidth, int previewHeight)
    {
        using var picture = Pictures.Quarters(width, height);
        var file = Pictures.Turned(picture, 6);

        var (image, pixels) = Pictures.Open(await Preparer.PreviewAsync(file, default));

        using (image)
        {
            Assert.Equal((previewHeight, previewWidth), (image.Width, image.Height));
            Assert.True(pixels[2] > 180 && pixels[0] < 80);
        }
    }

    [Fact]
    public async Task Prepare_Preview_IsTurnedAndTellsNothingOfTheFile()
    {
        using var picture = Pictures.Quarters(200, 100);
        using var described = picture.Mutate(static copy => copy.Set(GValue.GStrType, "exif-ifd0-Copyright", "a name that must not be shown"));

        var prepared = await Preparer.PrepareAsync(Pictures.Turned(described, 6), new(32, 32), withPreview: true, default);

        Assert.Equal(-1, prepared.Preview.AsSpan().IndexOf("must not be shown"u8));
        var (image, pixels) = Pictures.Open(prepared.Preview!);
        using (image)
        {
            Assert.Equal((100, 200), (image.Width, image.Height));

            // A turn to the right moves the blue quarter from the lower left to the upper left.
            Assert.True(pixels[2] > 180 && pixels[0] < 80);
        }
    }

    [Fact]
    public async Task Prepare_AlphaWithAPreview_LiesOverWhiteOnce()
    {
        using var picture = Pictures.Raw([.. Enumerable.Repeat<byte[]>([220, 10, 0, 128], 64 * 64).SelectMany(static p => p)], 64, 64, 4);
        var prepared = await Preparer.PrepareAsync(picture.PngsaveBuffer(), new(32, 32), withPreview: true, default);
        foreach (var rendition in (byte[][])[prepared.Thumbnail, prepared.Preview!])
        {
            var (image, pixels) = Pictures.Open(rendition);
            using (image)
            {
                Assert.InRange(pixels[1], 126, 138);
            }
        }
    }
}
