using Txt2Image.Cli.Evaluating.Index;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Evaluating.Index;

public sealed class RecallScoreTests
{
    private static readonly Guid Itself = Guid.NewGuid();

    [Fact]
    public void Recall_OfHitsBelowTheKthScore_LosesTheirShare()
    {
        var exact = Hits(.9, .8, .7, .6);

        Assert.Equal(1, RecallScore.Of(exact, Hits(.9, .8, .7, .6), 4, null));
        Assert.Equal(.75, RecallScore.Of(exact, Hits(.9, .8, .7, .5), 4, null));
        Assert.Equal(.5, RecallScore.Of(exact, Hits(.9, .8), 4, null));
        Assert.Equal(1, RecallScore.Of(exact, Hits(.9, .8, .1, .1), 2, null));
        Assert.Equal(0, RecallScore.Of(exact, [], 4, null));
    }

    [Fact]
    public void Recall_OfAnotherImageThatTiesWithTheKth_IsNoLoss() => Assert.Equal(1, RecallScore.Of(Hits(.9, .7, .7), Hits(.9, .7), 2, null));

    [Fact]
    public void Recall_OfLessThanKImages_IsOfThoseThatExist() => Assert.Equal(.5, RecallScore.Of(Hits(.9, .8), Hits(.9), 10, null));

    [Fact]
    public void Recall_OfTheImageThatWasSearchedWith_DoesNotCount()
    {
        Hit[] exact = [new() { Id = Itself, Score = 1 }, .. Hits(.9, .8)];

        Assert.Equal(.5, RecallScore.Of(exact, [new() { Id = Itself, Score = 1 }, .. Hits(.9, .3)], 2, Itself));
        Assert.Equal(1, RecallScore.Of(exact, Hits(.9, .8), 2, Itself));
    }

    [Fact]
    public void Recall_WhenNothingPasses_IsNotKnown() => Assert.Equal(double.NaN, RecallScore.Of([], [], 10, null));

    private static Hit[] Hits(params double[] scores) => [.. scores.Select(score => new Hit { Id = Guid.NewGuid(), Score = score })];
}
