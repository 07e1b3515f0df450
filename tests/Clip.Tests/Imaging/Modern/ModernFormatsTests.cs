using System.Globalization;
using System.Text.Json;
using NetVips;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging.Modern;

/// <summary>HEIC, AVIF, JPEG XL, BMP, TGA, PNM, camera RAW and special JPEGs against pixels that other decoders gave.</summary>
public class ModernFormatsTests
{
    private static readonly TileSpec Tile = new(224, 224);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Decode_EveryCase_HasTheExpectedPixels()
    {
        List<string> wrong = [];
        foreach (var item in Pictures())
        {
            var file = item.GetProperty("file").GetString()!;
            var expected = ModernCases.Png(item.GetProperty("expected").GetString()!);
            var actual = Record.Exception(() => Compare(file, expected, wrong));
            if (actual is not null)
            {
                wrong.Add($"{file}: {actual.GetType().Name} {actual.Message}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Prepare_EveryCase_HasSizeDateTypeAndThumbnail()
    {
        var preparer = new ImagePreparer(new());
        List<string> wrong = [];
        foreach (var item in Pictures())
        {
            var file = item.GetProperty("file").GetString()!;
            var prepared = await preparer.PrepareAsync(ModernCases.Read(file), Tile, Token);
            var (width, height) = (item.GetProperty("width").GetInt32(), item.GetProperty("height").GetInt32());
            if ((prepared.Width, prepared.Height) != (width, height) || prepared.MediaType != TypeOf(file)
                || prepared.IsRawPreview != file.StartsWith("raw_", StringComparison.Ordinal) || prepared.Taken != DateOf(item))
            {
                wrong.Add($"{file}: {prepared.Width} x {prepared.Height}, {prepared.MediaType}, {prepared.IsRawPreview}, {prepared.Taken}");
            }

            Assert.Equal(ImageFormat.WebP, ImageFormats.Sniff(prepared.Thumbnail));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>The thumbnail is in sRGB, whether a profile or a number in the header says that the picture is in Display P3.</summary>
    [Theory]
    [InlineData("heic_p3_icc.heic", "heic_p3_icc.heic")]
    [InlineData("heic_p3_icc_and_nclx.heic", "heic_p3_icc.heic")]
    [InlineData("heic_p3_nclx.heic", "heic_p3_icc.heic")]
    [InlineData("avif_8bit_444_p3icc.avif", "avif_8bit_444_p3icc.avif")]
    public async Task Prepare_DisplayP3_HasItsThumbnailInSrgb(string file, string expected)
    {
        var prepared = await new ImagePreparer(new()).PrepareAsync(ModernCases.Read(file), Tile, Token);

        using var thumbnail = Image.WebploadBuffer(prepared.Thumbnail);
        using var rgba = thumbnail.Bands == 3 ? thumbnail.Bandjoin(255) : thumbnail.Copy();
        var (_, mean, _) = ModernCases.Difference(ModernCases.Png($"expected/{expected}.srgb.png").Pixels, rgba.WriteToMemory<byte>());
        var (_, unconverted, _) = ModernCases.Difference(ModernCases.Png($"expected/{expected}.png").Pixels, rgba.WriteToMemory<byte>());
        Assert.True(mean < 3 && mean < unconverted, $"{mean} from sRGB, {unconverted} from the stored colours");
    }

    [Theory]
    [InlineData("icon.ico", "ICO")]
    [InlineData("cursor.cur", "CUR")]
    [InlineData("photoshop.psd", "Photoshop")]
    [InlineData("jpegxr.jxr", "JPEG XR")]
    [InlineData("jpeg2000.jp2", "JPEG 2000")]
    public void Tile_FormatThatIsNotRead_IsRejectedByItsName(string file, string name)
    {
        var exception = Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(ModernCases.Read($"refuse/{file}"), Tile));

        Assert.Equal(ImageFault.Unsupported, exception.Fault);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        Assert.Contains("convert it", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raw_dng_no_preview.dng", "no JPEG preview")]
    [InlineData("raw_thumbnail_only.nef", "no JPEG preview")]
    [InlineData("jpeg_12bit.jpg", "12 bits")]
    [InlineData("jpeg_12bit_grey.jpg", "12 bits")]
    public void Tile_KindThatCannotBeRead_IsRejectedWithTheReason(string file, string reason)
    {
        var exception = Assert.Throws<ImageException>(() => new ImagePreparer(new()).Tile(ModernCases.Read(file), Tile));

        Assert.Equal(ImageFault.Unsupported, exception.Fault);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> Pictures() => ModernCases.All().Where(item =>
        item.TryGetProperty("expected", out _) && !item.GetProperty("file").GetString()!.StartsWith("jpeg_12bit", StringComparison.Ordinal));

    private static void Compare(string file, (int Width, int Height, byte[] Pixels) expected, List<string> wrong)
    {
        var actual = ModernCases.Decode(ModernCases.Read(file));
        if ((actual.Width, actual.Height) != (expected.Width, expected.Height))
        {
            wrong.Add($"{file}: {actual.Width} x {actual.Height} instead of {expected.Width} x {expected.Height}");
            return;
        }

        var (most, mean, alpha) = ModernCases.Difference(expected.Pixels, actual.Pixels);
        var (mostAllowed, meanAllowed) = Tolerance(file);
        if (most > mostAllowed || mean > meanAllowed || alpha > 0)
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{file}: max {most}, mean {mean:F3}, alpha {alpha}"));
        }
    }

    /// <summary>
    /// How far decoders of one format are apart. Those of AVIF interpolate colours of half resolution in their own ways, so there only the mean says
    /// something; CMYK is converted in as many ways as there are decoders. Alpha that is multiplied in loses colours where it is nearly transparent.
    /// </summary>
    private static (int Most, double Mean) Tolerance(string file) => file switch
    {
        _ when file.Contains("premultiplied", StringComparison.Ordinal) => (32, 1),
        "heic_10bit_hlg.hif" => (2, 0.6),
        "heic_10bit_pq_422.hif" => (2, 0.3),
        _ when file.EndsWith(".heic", StringComparison.OrdinalIgnoreCase) && !file.StartsWith("jpeg", StringComparison.Ordinal) => (1, 0.02),
        _ when file.StartsWith("heic", StringComparison.Ordinal) => (1, 0.02),
        "avif_lossless_rgb.avif" or "avif_mono.avif" => (0, 0),
        "avif_10bit.avif" => (255, 1.5),
        "avif_10bit_pq_bt2020.avif" or "avif_12bit.avif" => (3, 0.8),
        "avif_8bit_444_p3icc.avif" or "avif_alpha.avif" => (1, 0.12),
        _ when file.StartsWith("avif_irot", StringComparison.Ordinal) || file.Contains("_exif6_", StringComparison.Ordinal) => (1, 0.12),
        _ when file.StartsWith("avif", StringComparison.Ordinal) => (255, 1.6),
        _ when file.StartsWith("jxl", StringComparison.Ordinal) => file.Contains("loss", StringComparison.Ordinal)
            && !file.Contains("lossy", StringComparison.Ordinal) || file.Contains("header1", StringComparison.Ordinal) ? (0, 0) : (1, 0.32),
        "bmp_16_555.bmp" => (1, 0.6),
        "ppm_ascii_max100.ppm" or "ppm_16bit.ppm" => (1, 0.2),
        "jpeg_cmyk_adobe_inverted.jpg" => (2, 0.6),
        _ => (0, 0),
    };

    private static string TypeOf(string file) => Path.GetFileName(file) switch
    {
        "heic_named.jpg" => "image/heic",
        "jpeg_named.heic" => "image/jpeg",
        var name => Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".HEIC" or ".HEIF" or ".HEICS" or ".HIF" => "image/heic",
            ".AVIF" => "image/avif",
            ".JXL" => "image/jxl",
            ".BMP" => "image/bmp",
            ".TGA" => "image/x-tga",
            ".PBM" or ".PGM" or ".PPM" => "image/x-portable-anymap",
            ".DNG" => "image/x-adobe-dng",
            ".NEF" => "image/x-nikon-nef",
            ".CR2" => "image/x-canon-cr2",
            ".CR3" => "image/x-canon-cr3",
            ".ARW" => "image/x-sony-arw",
            ".RW2" => "image/x-panasonic-rw2",
            ".RAF" => "image/x-fuji-raf",
            _ => "image/jpeg",
        },
    };

    /// <summary>The expected date is written as in EXIF, with its offset behind it: 2024:06:15 14:23:45.123+02:00.</summary>
    private static long? DateOf(JsonElement item) =>
        item.TryGetProperty("exif_date", out var date) && date.GetString() is { } text
            ? DateTimeOffset.ParseExact(text, "yyyy:MM:dd HH:mm:ss.fffzzz", CultureInfo.InvariantCulture).ToUnixTimeSeconds()
            : null;
}
