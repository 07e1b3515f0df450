using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>Compares with hashes that the format's reference implementation (the npm package thumbhash 0.1.1) makes of the same pixels.</summary>
public sealed class ThumbHashTests
{
    [Theory]
    [InlineData(32, 24, "XTcKrZppk2mAeHh3iHeIh4CGCNiH")]
    [InlineData(24, 32, "XTcKrRppk4B4iIh4h4d4eIB2CNd4")]
    [InlineData(32, 32, "XTcKrxppk2mAiIiIiHiId4iHB2iIgH0I")]
    [InlineData(32, 8, "HEcKqpppk2mAiIiIgIYI2Ig=")]
    public void Hash_OfAPicture_IsThatOfTheReference(int width, int height, string expected)
    {
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = ((byte)(255 * x / width), (byte)(200 * y / height), (byte)(x > width / 2 ? 30 : 220));
        }

        var hash = ThumbHash.Encode(rgb, width, height);

        // A wave that is not there is between 7 and 8, so rounding decides; elsewhere float32 may move a value by one step of sixteen.
        var reference = Convert.FromBase64String(expected);
        Assert.Equal(reference.Length, hash.Length);
        Assert.Equal(reference[..5], hash[..5]);
        var pairs = Nibbles(hash).Zip(Nibbles(reference)).Where(pair => pair.First != pair.Second).ToList();
        Assert.All(pairs, pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        Assert.True(pairs.Count(pair => pair.First + pair.Second != 15) <= 1, string.Join(", ", pairs));
    }

    [Theory]
    [InlineData(3000, 2000)]
    [InlineData(1, 1)]
    [InlineData(2000, 3)]
    public void Shrink_AnySize_KeepsMeanColoursAndShape(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = ((byte)(i / 3 % 2 == 0 ? 90 : 110), 50, 200);
        }

        var (small, across, down) = ThumbHash.Shrink(pixels, width, height, 3);

        Assert.Equal(Math.Min(ThumbHash.LongestSide, Math.Max(width, height)), Math.Max(across, down));
        Assert.Equal(across * down * 3, small.Length);
        Assert.All(small.Chunk(3), pixel => Assert.Equal((50, 200), (pixel[1], pixel[2])));
        Assert.All(small.Chunk(3), pixel => Assert.InRange(pixel[0], 89, 111));
    }

    [Fact]
    public async Task Prepare_PictureThatIsTurned_HasTheHashOfItUpright()
    {
        using var lying = Pictures.Quarters(120, 80);
        using var upright = lying.Rot90();
        var preparer = new ImagePreparer(new());

        var turned = (await preparer.PrepareAsync(Pictures.Turned(lying, 6), new(64, 64), default)).ThumbHash.ToArray();
        var expected = (await preparer.PrepareAsync(Pictures.Turned(upright, 1), new(64, 64), default)).ThumbHash.ToArray();
        var other = (await preparer.PrepareAsync(Pictures.Turned(lying, 1), new(64, 64), default)).ThumbHash.ToArray();

        Assert.InRange(turned.Length, 6, 25);
        Assert.Equal(expected.Length, turned.Length);
        Assert.All(Nibbles(turned).Zip(Nibbles(expected)), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        Assert.Equal((0, 1), (turned[4] >> 7, other[4] >> 7));
    }

    private static int[] Nibbles(byte[] hash) => [.. hash.Skip(5).SelectMany(value => new[] { value & 15, value >> 4 })];
}
