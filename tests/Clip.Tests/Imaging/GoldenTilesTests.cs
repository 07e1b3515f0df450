using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>
/// Compares with Pillow's pixels: equal, except where EXIF turns a picture by a quarter (the two passes then run in another order).
/// </summary>
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
        Assert.Equal(41, compared);
    }

    /// <summary>The tolerances of the reference set. References made with a shrinking JPEG decoder are compared by their mean only.</summary>
    private static bool IsWithin(string kind, bool quarterTurn, double mean, int max) => kind switch
    {
        "hf_shrink_on_load" => mean <= 1,
        _ when quarterTurn => mean <= 0.3 && max <= 20,
        _ => max == 0,
    };
}
