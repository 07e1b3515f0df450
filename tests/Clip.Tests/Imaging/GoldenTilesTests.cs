using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>Pillow's pixels: exact, except where EXIF turns a picture by a quarter (the order of the two passes differs).</summary>
public class GoldenTilesTests
{
    private static readonly ImagePreparer Preparer = new(new());

    [Fact]
    public void Tile_EveryGoldenImage_IsWithinItsTolerance()
    {
        var (compared, wrong) = (0, new List<string>());
        foreach (var image in GoldenImages.Images())
        {
            var file = image.GetProperty("file").GetString()!;
            if (Path.GetExtension(file) == ".bmp")
            {
                continue;
            }

            foreach (var expected in image.GetProperty("expected").EnumerateObject())
            {
                var bytes = GoldenImages.Read(file);
                var turned = expected.Name == "hf_exif_applied";
                var tile = Preparer.Tile(turned ? bytes : GoldenImages.WithoutTurn(bytes), new(224, 224, expected.Name == "torchvision_crop"));
                var (mean, max) = GoldenImages.Difference(GoldenImages.Expected(expected.Value), tile);
                compared++;
                if (!IsWithin(expected.Name, turned && image.GetProperty("orientation").GetInt32() >= 5, mean, max))
                {
                    wrong.Add($"{file} {expected.Name}: mean {mean:F3}, max {max}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(40, compared);
    }

    /// <summary>The set's own tolerances; a reference that lets the JPEG decoder shrink is compared by its mean alone.</summary>
    private static bool IsWithin(string kind, bool quarterTurn, double mean, int max) => kind switch
    {
        "hf_shrink_on_load" => mean <= 1,
        _ when quarterTurn => mean <= 0.3 && max <= 20,
        _ => max == 0,
    };

    [Fact]
    public void Tile_Bmp_IsUnsupported()
    {
        var e = Assert.Throws<ImageException>(() => Preparer.Tile(GoldenImages.Read("hopper.bmp"), new(224, 224)));
        Assert.Equal(ImageFault.Unsupported, e.Fault);
        Assert.Contains("BMP", e.Message, StringComparison.Ordinal);
    }
}
