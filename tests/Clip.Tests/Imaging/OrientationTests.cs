using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public class OrientationTests
{
    /// <summary>
    /// For each EXIF orientation, the quarters of the stored picture that appear at the upper left and at the upper right (EXIF 2.3, 4.6.4).
    /// </summary>
    [Theory]
    [InlineData(1, true, true, false, true)]
    [InlineData(2, false, true, true, true)]
    [InlineData(3, false, false, true, false)]
    [InlineData(4, true, false, false, false)]
    [InlineData(5, true, true, true, false)]
    [InlineData(6, true, false, true, true)]
    [InlineData(7, false, false, false, true)]
    [InlineData(8, false, true, false, false)]
    public async Task Prepare_Orientation_IsApplied(int orientation, bool firstLeft, bool firstTop, bool secondLeft, bool secondTop)
    {
        using var picture = Pictures.Quarters(120, 80);
        var prepared = await new ImagePreparer(new()).PrepareAsync(Pictures.Turned(picture, orientation), new(64, 64), default);
        Assert.Equal(orientation < 5 ? (120, 80) : (80, 120), (prepared.Width, prepared.Height));
        AssertNear(Pictures.Colour(firstLeft, firstTop), prepared.Tile, ((16 * 64) + 16) * 3);
        AssertNear(Pictures.Colour(secondLeft, secondTop), prepared.Tile, ((16 * 64) + 48) * 3);
        var (image, pixels) = Pictures.Open(prepared.Thumbnail);
        using (image)
        {
            Assert.Equal((prepared.Width, prepared.Height), (image.Width, image.Height));
            AssertNear(Pictures.Colour(firstLeft, firstTop), pixels, ((10 * image.Width) + 10) * 3);
            AssertNear(Pictures.Colour(secondLeft, secondTop), pixels, ((10 * image.Width) + image.Width - 10) * 3);
        }
    }

    private static void AssertNear(byte[] colour, byte[] pixels, int at)
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.InRange(pixels[at + i], colour[i] - 25, colour[i] + 25);
        }
    }
}
