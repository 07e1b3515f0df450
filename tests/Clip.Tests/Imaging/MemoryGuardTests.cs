using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public class MemoryGuardTests
{
    [Theory]
    [InlineData(1000, 1000, 0, null)]
    [InlineData(1001, 1000, 0, "at most 1000000 are accepted. The setting Images:MaxPixels raises this limit")]
    [InlineData(1000, 1000, 15, null)]
    [InlineData(1000, 1000, 25, "memory")]
    [InlineData(1_000_000, 1, 0, "memory")]
    [InlineData(1, 1_000_000, 0, "memory")]
    public void Check_PixelsAndMemory_AreLimited(int width, int height, double held, string? says)
    {
        var layout = new PixelLayout(width, height, 3, 1, IsCmyk: false, 1, held);
        var e = Record.Exception(() => MemoryGuard.Check(layout, ImageFormat.Png, 0, new() { MaxPixels = 1_000_000 }));
        Assert.Equal(says is null, e is null);
        if (says is not null)
        {
            Assert.Equal(ImageFault.TooManyPixels, Assert.IsType<ImageException>(e).Fault);
            Assert.Contains(says, e!.Message, StringComparison.Ordinal);
            Assert.Contains($"{width} x {height}", e.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Resizing the whole picture would exceed any limit; the tile is still cropped from its middle.</summary>
    [Theory]
    [InlineData(60_000, 1)]
    [InlineData(1, 60_000)]
    public void Tile_ExtremeShape_IsRead(int width, int height)
    {
        using var picture = Pictures.Raw([.. Enumerable.Repeat((byte)77, width * height * 3)], width, height, 3);
        Assert.All(new ImagePreparer(new()).Tile(picture.PngsaveBuffer(), new(224, 224)), static value => Assert.Equal(77, value));
    }

    [Fact]
    public void Create_UnknownDecoder_IsAnArgumentError() =>
        Assert.Throws<ArgumentOutOfRangeException>("decoder", () => new ImagePreparer(new(), (ImageDecoder)int.MaxValue));
}
