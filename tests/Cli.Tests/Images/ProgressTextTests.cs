using Txt2Image.Cli.Images;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Images;

public sealed class ProgressTextTests
{
    [Fact]
    public void Text_Midway_TellsShareRateFailuresAndRest() =>
        Assert.Equal("212 of 600 images, 3 failed, 21/s, about 18 s left", ProgressText.Of(212, 3, 600, TimeSpan.FromSeconds(10)));

    [Fact]
    public void Text_WhileCounting_TellsWhatIsDone() => Assert.Equal("1 image, 1/s", ProgressText.Of(1, 0, null, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Text_OfKinds_TellsEachAndTakesTheRateFromWhatWasSent()
    {
        var tally = new Tally();
        var added = Enumerable.Repeat(ImageStatus.Added, 48);
        foreach (var status in Enumerable.Repeat(ImageStatus.Unchanged, 100).Concat(added).Append(ImageStatus.Failed).Append(ImageStatus.Failed))
        {
            tally.Add(status);
        }

        Assert.Equal(
            "150 of 250 images (48 added, 100 unchanged, 2 failed), 5/s, about 20 s left",
            ProgressText.Of(tally, known: 100, total: 250, TimeSpan.FromSeconds(10)));
    }
}
