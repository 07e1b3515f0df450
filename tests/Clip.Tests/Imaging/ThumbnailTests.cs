using NetVips;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

public class ThumbnailTests
{
    private static readonly ImagePreparer Preparer = new(new());

    [Theory]
    [InlineData(1024, 600, 512, 300)]
    [InlineData(300, 900, 171, 512)]
    [InlineData(512, 512, 512, 512)]
    [InlineData(40, 30, 40, 30)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(4000, 2, 512, 1)]
    public async Task Prepare_Size_IsKeptOrBroughtTo512(int width, int height, int thumbnailWidth, int thumbnailHeight)
    {
        using var picture = Pictures.Quarters(width, height);
        var prepared = await Preparer.PrepareAsync(picture.PngsaveBuffer(), new(32, 32), default);
        Assert.Equal((width, height, "image/png"), (prepared.Width, prepared.Height, prepared.MediaType));
        var (image, _) = Pictures.Open(prepared.Thumbnail);
        using (image)
        {
            Assert.Equal((thumbnailWidth, thumbnailHeight, 3), (image.Width, image.Height, image.Bands));
        }
    }

    [Theory]
    [InlineData(0, 255, 255, 255)]
    [InlineData(128, 237, 132, 127)]
    [InlineData(255, 220, 10, 0)]
    public async Task Prepare_Alpha_LiesOverWhiteInTheThumbnailAndIsDroppedInTheTile(int alpha, int red, int green, int blue)
    {
        using var picture = Pictures.Raw([.. Enumerable.Repeat<byte[]>([220, 10, 0, (byte)alpha], 64 * 64).SelectMany(static p => p)], 64, 64, 4);
        var prepared = await Preparer.PrepareAsync(picture.PngsaveBuffer(), new(32, 32), default);
        Assert.Equal([220, 10, 0], prepared.Tile[..3]);
        var (image, pixels) = Pictures.Open(prepared.Thumbnail);
        using (image)
        {
            Assert.Equal(3, image.Bands);
            int[] expected = [red, green, blue];
            for (var i = 0; i < 3; i++)
            {
                Assert.InRange(pixels[i], expected[i] - 6, expected[i] + 6);
            }
        }
    }

    [Fact]
    public async Task Prepare_Metadata_IsLeftOut()
    {
        using var picture = Pictures.Quarters(64, 64);
        using var described = picture.Mutate(static copy =>
        {
            copy.Set(GValue.GStrType, "exif-ifd0-Copyright", "a name that must not be shown");
            copy.Set(GValue.BlobType, "xmp-data", "<x:xmpmeta xmlns:x='adobe:ns:meta/'>hidden</x:xmpmeta>"u8.ToArray());
            copy.Set(GValue.GIntType, "orientation", 6);
        });
        var file = described.JpegsaveBuffer();
        Assert.True(file.AsSpan().IndexOf("hidden"u8) > 0);
        var thumbnail = (await Preparer.PrepareAsync(file, new(32, 32), default)).Thumbnail;
        foreach (var chunk in (byte[][])["EXIF"u8.ToArray(), "XMP "u8.ToArray(), "ICCP"u8.ToArray(), "hidden"u8.ToArray()])
        {
            Assert.Equal(-1, thumbnail.AsSpan().IndexOf(chunk));
        }
    }

    /// <summary>The profile clips a green outside sRGB to sRGB's green; without the conversion it would stay as stored.</summary>
    [Fact]
    public async Task Prepare_WideGamut_IsConvertedToStandard()
    {
        using var picture = Pictures.Raw([.. Enumerable.Repeat<byte[]>([120, 160, 120], 64 * 64).SelectMany(static p => p)], 64, 64, 3);
        using var wide = picture.IccTransform("p3", inputProfile: "srgb", depth: 8);
        var stored = wide.WriteToMemory<byte>()[..3];
        Assert.True(stored[0] != 120, "the profile changes nothing, so the test would show nothing");
        var prepared = await Preparer.PrepareAsync(wide.PngsaveBuffer(), new(32, 32), default);
        Assert.Equal(stored, prepared.Tile[..3]);
        var (image, pixels) = Pictures.Open(prepared.Thumbnail);
        using (image)
        {
            Assert.InRange(pixels[0], 118, 122);
        }
    }

    [Fact]
    public async Task Prepare_EveryGoldenImage_HasATileAndAThumbnail()
    {
        foreach (var golden in GoldenImages.Images())
        {
            var bytes = GoldenImages.Read(golden.GetProperty("file").GetString()!);
            var prepared = await Preparer.PrepareAsync(bytes, new(224, 224), default);
            Assert.Equal(Preparer.Tile(bytes, new(224, 224)), prepared.Tile);
            var (image, _) = Pictures.Open(prepared.Thumbnail);
            using (image)
            {
                Assert.Equal(Math.Min(512, Math.Max(prepared.Width, prepared.Height)), Math.Max(image.Width, image.Height));
            }
        }
    }
}
