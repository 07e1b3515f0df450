using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public class RowResizerTests
{
    [Theory]
    [InlineData(37, 23)]
    [InlineData(5, 400)]
    public void Finish_SameSize_ChangesNothing(int width, int height)
    {
        var source = Noise(width, height);
        Assert.Equal(source, Resize(source, width, height, new(width, height, 0, 0, width, height)));
    }

    /// <summary>A window equals the same part of the whole, even if rows outside it are never added.</summary>
    [Theory]
    [InlineData(64, 40, 200, 125, 61, 7, 50, 40)]
    [InlineData(300, 200, 45, 30, 7, 0, 30, 30)]
    [InlineData(20, 500, 32, 800, 0, 384, 32, 32)]
    public void Finish_Window_IsThatPartOfTheWhole(int width, int height, int fullWidth, int fullHeight, int left, int top, int w, int h)
    {
        var source = Noise(width, height);
        var whole = Resize(source, width, height, new(fullWidth, fullHeight, 0, 0, fullWidth, fullHeight));
        var part = Resize(source, width, height, new(fullWidth, fullHeight, left, top, w, h));
        for (var y = 0; y < h; y++)
        {
            Assert.Equal(whole.AsSpan((((y + top) * fullWidth) + left) * 3, w * 3), part.AsSpan(y * w * 3, w * 3));
        }
    }

    /// <summary>The passes are swapped as if rows were columns.</summary>
    [Theory]
    [InlineData(40, 360, 64, 64, Resampling.Bicubic)]
    [InlineData(67, 102, 64, 64, Resampling.Bilinear)]
    [InlineData(300, 201, 95, 64, Resampling.Bilinear)]
    public void Finish_DownFirst_IsTheTurnedResizeOfTheTurnedPicture(int width, int height, int w, int h, Resampling resampling)
    {
        var source = Noise(width, height);
        var turned = Resize(Turn(source, width, height), height, width, new(h, w, 0, 0, h, w), resampling);
        var downFirst = Resize(source, width, height, new(w, h, 0, 0, w, h), resampling, downFirst: true);
        Assert.Equal(Turn(turned, h, w), downFirst);
        Assert.NotEqual(Resize(source, width, height, new(w, h, 0, 0, w, h), resampling), downFirst);
    }

    [Fact]
    public void Finish_FlatColour_StaysFlat()
    {
        var source = new byte[100 * 60 * 3];
        Array.Fill(source, (byte)201);
        Assert.All(Resize(source, 100, 60, new(33, 90, 0, 0, 33, 90)), static value => Assert.Equal(201, value));
    }

    private static byte[] Turn(byte[] source, int width, int height) => Orientation.Apply(source, width, height, 3, 5);

    private static byte[] Resize(
        byte[] source, int width, int height, ResizeWindow window, Resampling resampling = Resampling.Bicubic, bool downFirst = false)
    {
        var resizer = new RowResizer(width, height, window, 3, resampling, downFirst);
        var row = new byte[width * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                source.AsSpan(((y * width) + x) * 3, 3).CopyTo(row.AsSpan(x * 4));
            }

            if (resizer.Needs(y))
            {
                resizer.Add(y, row);
            }
        }

        return resizer.Finish();
    }

    private static byte[] Noise(int width, int height)
    {
        var bytes = new byte[width * height * 3];
        new Random(5).NextBytes(bytes);
        return bytes;
    }
}
