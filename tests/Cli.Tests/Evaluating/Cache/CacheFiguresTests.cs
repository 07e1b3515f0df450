using Txt2Image.Cli.Evaluating.Cache;

namespace Txt2Image.Cli.Tests.Evaluating.Cache;

public sealed class CacheFiguresTests
{
    [Fact]
    public void Shared_WhenTheyOverlapAndAreToldTheSameTimes_AreCounted()
    {
        var figures = CacheFigures.Of(
        [
            Answer("cat", 0, 10, encode: 3, search: 1), Answer("Cat", 2, 10, encode: 3, search: 1), Answer("cat", 4, 11, encode: 3, search: 1),
            Answer("cat", 5, 12, encode: 0, search: 2), Answer("dog", 2, 10, encode: 3, search: 1),
        ]);

        Assert.Equal(2, figures.Shared);
    }

    [Fact]
    public void Shared_WhenOneFollowsTheOther_AreNotCounted() =>
        Assert.Equal(0, CacheFigures.Of([Answer("cat", 0, 10, encode: 0, search: 1), Answer("cat", 10, 20, encode: 0, search: 1)]).Shared);

    [Fact]
    public void Figures_OfAllSourcesAndErrors_AddUp()
    {
        var figures = CacheFigures.Of(
        [
            Answer("a", 0, 10), Answer("a", 10, 12) with { Source = "memory" }, Answer("b", 12, 15) with { Source = "distributed" },
            Answer("b", 15, 16) with { Source = "memory" }, Answer("c", 16, 20) with { Source = null, Error = "Overloaded" },
        ]);

        Assert.Equal((5, 3, 4), (figures.Questions, figures.Distinct, figures.Answers));
        Assert.Equal((.75, .4), (figures.HitRate, figures.BestHitRate));
        Assert.Equal([("memory", 2), ("distributed", 1), ("none", 1)], figures.Sources.Select(source => (source.Name, source.Client.Count)));
        Assert.Equal((1, 2), (figures.Sources[0].Client.P50, figures.Sources[0].Client.P99));
        Assert.Equal([("Overloaded", 1)], figures.Errors);
        Assert.Equal(TimeSpan.FromMilliseconds(20), figures.Duration);
    }

    [Fact]
    public void Figures_WithoutAnAnswer_HaveNoTimes()
    {
        var figures = CacheFigures.Of([Answer("c", 16, 20) with { Source = null, Error = "Overloaded" }]);

        Assert.Equal((0, 0), (figures.HitRate, figures.Answers));
        Assert.Equal("-", figures.Sources[0].Client.Text50);
    }

    private static ReplayedQuestion Answer(string text, int asked, int answered, double encode = 1, double search = 1) =>
        new(text, TimeSpan.FromMilliseconds(asked), TimeSpan.FromMilliseconds(answered)) { Source = "none", Server = (5, encode, search) };
}
