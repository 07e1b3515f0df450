using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching;
using Txt2Image.Grains.Tests.Searching.Arranging;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class HitSliceTests
{
    /// <summary>Scores .9, .8 … .1 of the hits 1 … 9.</summary>
    private static readonly QuestionHits Whole = new(25, [.. Enumerable.Range(1, 9).Select(i => Hits.Of(i, 1 - (i / 10f)))], Truncated: false);

    private static readonly QuestionHits Part = Whole with { Asked = 9 };

    [Theory]
    [InlineData(0, 4, true)]
    [InlineData(5, 4, false)]
    [InlineData(5, 9, false)]
    [InlineData(20, 4, false)]
    public void Of_AWholeAnswer_KnowsWhetherMoreFollows(int offset, int k, bool more) =>
        Assert.Equal(more, HitSlice.Of(Request(k, offset), Whole).HasMore);

    [Fact]
    public void Of_ThePartThatWasFetched_MayHaveMore() => Assert.True(HitSlice.Of(Request(4, 5), Part).HasMore);

    /// <summary>A next page would miss what belongs before its start and was not found yet.</summary>
    [Fact]
    public void Of_ASearchWhoseTimeWasOut_HasNoNextPageAndStartsWhereTheLastEnded()
    {
        var answer = Part with { Part = new SearchedPart { Searched = 1, Total = 2, CompleteDownTo = 1 } };
        var after = Request(2, 0) with { After = new HitPosition(Hits.Id(40), .65f, 7) };

        var slice = HitSlice.Of(after, answer);

        Assert.Equal((false, 7), (slice.HasMore, slice.Start));
        Assert.Equal([4, 5], Hits.Numbers(slice.Hits));
        Assert.Equal((false, 5), (HitSlice.Of(Request(4, 5), answer).HasMore, HitSlice.Of(Request(4, 5), answer).Start));
    }

    [Fact]
    public void Of_TheThousandth_IsTheLast()
    {
        var answer = new QuestionHits(1000, [.. Enumerable.Range(1, 1000).Select(i => Hits.Of(i, 1 - (i / 1000f)))], Truncated: false);

        Assert.False(HitSlice.Of(Request(10, 990), answer).HasMore);
        Assert.True(HitSlice.Of(Request(10, 989), answer).HasMore);
    }

    [Fact]
    public void Of_ALowestScore_EndsThePageAndTheSearch()
    {
        var slice = HitSlice.Of(Request(5, 2) with { MinScore = .45 }, Part);

        Assert.Equal([3, 4, 5], Hits.Numbers(slice.Hits));
        Assert.False(slice.HasMore);
        Assert.Empty(HitSlice.Of(Request(5, 6) with { MinScore = .45 }, Part).Hits);
    }

    [Theory]
    [InlineData(3, .7f, new[] { 4, 5 })]
    [InlineData(40, .65f, new[] { 4, 5 })]
    [InlineData(9, .1f, new int[0])]
    [InlineData(40, -1f, new int[0])]
    public void Of_APageAfterAHit_ContinuesAfterItEvenIfItIsGone(int last, float score, int[] expected)
    {
        var request = Request(2, 0) with { After = new HitPosition(Hits.Id(last), score, 7) };

        Assert.Equal(expected, Hits.Numbers(HitSlice.Of(request, Whole).Hits));
    }

    [Fact]
    public void Of_APageAfterAHitThatIsGoneInAnotherOrder_ContinuesAtItsRank()
    {
        var request = Request(2, 0) with
        {
            After = new HitPosition(Hits.Id(40), .65f, 5), Refinement = new Refinement { Within = 100, Order = HitOrder.Name },
        };

        Assert.Equal([6, 7], Hits.Numbers(HitSlice.Of(request, Whole).Hits));
    }

    [Fact]
    public void Of_EqualScores_ContinuesByTheirIds()
    {
        var answer = new QuestionHits(25, [Hits.Of(1, .5f), Hits.Of(3, .5f), Hits.Of(5, .5f)], Truncated: false);

        var slice = HitSlice.Of(Request(2, 0) with { After = new HitPosition(Hits.Id(2), .5f, 2) }, answer);

        Assert.Equal([3, 5], Hits.Numbers(slice.Hits));
    }

    private static SearchRequest Request(int k, int offset) => new() { Collection = Guid.Empty, Model = "m", Version = "1", K = k, Offset = offset };
}
