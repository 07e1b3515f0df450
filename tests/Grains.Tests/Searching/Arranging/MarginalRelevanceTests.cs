using Txt2Image.Grains.Searching.Arranging;

namespace Txt2Image.Grains.Tests.Searching.Arranging;

public sealed class MarginalRelevanceTests
{
    /// <summary>Three alike at the top, one that differs at the end.</summary>
    private static readonly ComparedHit[] Alike = [Hits.At(1, .40f, 0), Hits.At(2, .39f, 1), Hits.At(3, .38f, 2), Hits.At(4, .30f, 90)];

    [Theory]
    [InlineData(0, new[] { 1, 2, 3, 4 })]
    [InlineData(.3, new[] { 1, 2, 3, 4 })]
    [InlineData(.6, new[] { 1, 4, 2, 3 })]
    [InlineData(1, new[] { 1, 4, 3, 2 })]
    public void Order_MoreDiversity_BringsWhatDiffersForward(double diversity, int[] expected) =>
        Assert.Equal(expected, Hits.Numbers(MarginalRelevance.Order(Alike, diversity, default)));

    [Fact]
    public void Order_AnyDiversity_KeepsEveryHitOnceAndTheBestFirst()
    {
        var random = new Random(2);
        ComparedHit[] hits =
        [
            .. Enumerable.Range(0, 40).Select(i => i % 7 == 3 ? Hits.Gone(i, 1 - (i / 100f)) : Hits.At(i, 1 - (i / 100f), random.Next(360))),
        ];

        foreach (var diversity in new[] { 0, .25, .5, .75, 1 })
        {
            var ordered = Hits.Numbers(MarginalRelevance.Order(hits, diversity, default));
            Assert.Equal(0, ordered[0]);
            Assert.Equal(Enumerable.Range(0, 40), ordered.Order());
        }
    }

    [Fact]
    public void Order_EqualScoresAndImages_StayInOrder() =>
        Assert.Equal([1, 2, 3], Hits.Numbers(MarginalRelevance.Order([Hits.At(1, .4f, 0), Hits.At(2, .4f, 0), Hits.At(3, .4f, 0)], .5, default)));

    [Fact]
    public void Order_NoneOrOne_IsAsItWas()
    {
        Assert.Empty(MarginalRelevance.Order([], .5, default));
        Assert.Equal([1], Hits.Numbers(MarginalRelevance.Order([Hits.Gone(1, .4f)], .5, default)));
    }
}
