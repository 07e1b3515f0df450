using Txt2Image.Grains.Searching.Cutoff;

namespace Txt2Image.Grains.Tests.Searching.Cutoff;

public sealed class LearnedScoresTests
{
    /// <summary>Lifts .01, .02 … .99.</summary>
    private static readonly LearnedScores Scores = new(100, "1", [.1f, .3f], Enumerable.Range(1, 99).Select(i => i / 100.0).Reverse());

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(.505, .5)]
    [InlineData(.5, .51)]
    [InlineData(.955, .05)]
    [InlineData(2, .01)]
    public void ChanceOf_ALift_IsTheShareOfUnrelatedTextsWithAsMuch(double lift, double chance) => Assert.Equal(chance, Scores.ChanceOf(lift), 1e-9);

    [Fact]
    public void MeanScoreOf_AQuery_IsThatOfTheMeanImage() => Assert.Equal(.1 + (2 * .3), Scores.MeanScoreOf([1, 2]), 1e-6);

    [Fact]
    public void ChanceOf_TextsLikeThoseLearned_IsBelowABoundAsOftenAsTheBoundSays()
    {
        var random = new Random(3);
        var below = 0;
        const int Runs = 4000;
        for (var run = 0; run < Runs; run++)
        {
            var learned = new LearnedScores(100, "1", [], Enumerable.Range(0, 59).Select(_ => random.NextDouble()));
            below += learned.ChanceOf(random.NextDouble()) <= .05 ? 1 : 0;
        }

        // 4000 * .05 = 200, with a deviation of 14.
        Assert.InRange(below, 140, 260);
    }
}
