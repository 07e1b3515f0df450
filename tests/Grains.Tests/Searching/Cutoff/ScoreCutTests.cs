using Txt2Image.Grains.Searching.Cutoff;

namespace Txt2Image.Grains.Tests.Searching.Cutoff;

public sealed class ScoreCutTests
{
    /// <summary>The mean score of any query is .1, and unrelated texts lift it by .01 to .19.</summary>
    private static readonly LearnedScores Scores = new(100, "1", [.1f], Enumerable.Range(1, 19).Select(i => i / 100.0));

    [Fact]
    public void Floor_BelowAHitThatIsNoChance_IsAPartOfItsLift()
    {
        var cut = new ScoreCut(Scores, [1], best: .5, maxChance: .05);

        Assert.False(cut.IsNothing);
        Assert.Equal(.1 + (.6 * .4), cut.Floor, 1e-6);
        Assert.Equal((.05, 1), (cut.ChanceOf(.5), cut.ChanceOf(.1)));
    }

    [Fact]
    public void Floor_IfTheBestHitMayBeChance_IsAboveAll()
    {
        var cut = new ScoreCut(Scores, [1], best: .285, maxChance: .05);

        Assert.True(cut.IsNothing);
        Assert.True(cut.Floor > 1);
        Assert.False(new ScoreCut(Scores, [1], best: .285, maxChance: .1).IsNothing);
    }

    [Fact]
    public void Floor_OfABestHitBelowTheMean_IsTheMean() => Assert.Equal(.1, new ScoreCut(Scores, [1], best: 0, maxChance: 1).Floor, 1e-6);
}
