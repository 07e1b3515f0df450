using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>BMP, TGA and Netpbm, which libvips does not support, are decoded whichever decoder is chosen.</summary>
public class PlainFormatsTests
{
    private const int Width = 61, Height = 47;
    private static readonly TileSpec Tile = new(32, 32);

    public static TheoryData<string, ImageDecoder> KindsAndDecoders =>
        [.. PlainFormats.Kinds.SelectMany(kind => Enum.GetValues<ImageDecoder>().Select(decoder => (kind, decoder)))];

    public static TheoryData<string> Kinds => [.. PlainFormats.Kinds];

    [Theory]
    [MemberData(nameof(KindsAndDecoders))]
    public void Tile_PlainFormat_HasThePixelsOfThePng(string kind, ImageDecoder decoder)
    {
        var tile = new ImagePreparer(new(), decoder).Tile(PlainFormats.Write(kind, Pixels, Width, Height), Tile);

        Assert.Equal(new ImagePreparer(new()).Tile(Png(kind), Tile), tile);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Prepare_PlainFormat_GivesSizeTypeAndThumbnail(string kind)
    {
        var prepared =
            await new ImagePreparer(new()).PrepareAsync(PlainFormats.Write(kind, Pixels, Width, Height), Tile, TestContext.Current.CancellationToken);

        Assert.Equal((Width, Height), (prepared.Width, prepared.Height));
        Assert.Equal(kind[0] switch { 'b' => "image/bmp", 't' => "image/x-tga", _ => "image/x-portable-anymap" }, prepared.MediaType);
        Assert.Equal(ImageFormat.WebP, ImageFormats.Sniff(prepared.Thumbnail));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tile_PlainFormatCutOff_IsCorrupt(string kind)
    {
        var file = PlainFormats.Write(kind, Pixels, Width, Height);
        foreach (var length in (int[])[80, file.Length / 3, file.Length * 2 / 3, file.Length - 4])
        {
            Assert.Equal(
                ImageFault.Corrupt, Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(file.AsMemory(0, length), Tile)).Fault);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tile_MorePixelsThanTheLimit_IsTooManyPixels(string kind)
    {
        var preparer = new ImagePreparer(new() { MaxPixels = (Width * Height) - 1 });

        var exception = Assert.Throws<ImageException>(() => preparer.Tile(PlainFormats.Write(kind, Pixels, Width, Height), Tile));

        Assert.Equal(ImageFault.TooManyPixels, exception.Fault);
    }

    /// <summary>Other formats have the same pixels whichever decoder reads these, so existing embeddings stay valid.</summary>
    [Fact]
    public void PreprocessingVersion_OfTheDefaultDecoder_IsAsBefore() =>
        Assert.Equal("vips+pil-bicubic-1", new ImagePreparer(new()).PreprocessingVersion);

    private static byte[] Pixels { get; } = Noise();

    private static byte[] Png(string kind)
    {
        var grey = Pixels.Where((_, at) => at % 3 == 0);
        using var picture = kind switch
        {
            _ when PlainFormats.IsBlackAndWhite(kind) => Pictures.Raw([.. grey.Select(red => (byte)(red < 128 ? 0 : 255))], Width, Height, 1),
            _ when PlainFormats.IsGrey(kind) => Pictures.Raw([.. grey], Width, Height, 1),
            _ => Pictures.Raw(Pixels, Width, Height, 3),
        };
        return picture.PngsaveBuffer();
    }

    private static byte[] Noise()
    {
        var pixels = new byte[Width * Height * 3];
        new Random(7).NextBytes(pixels);
        return pixels;
    }
}
