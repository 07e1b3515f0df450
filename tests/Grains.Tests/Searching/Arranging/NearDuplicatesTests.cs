using Txt2Image.Grains.Searching.Arranging;

namespace Txt2Image.Grains.Tests.Searching.Arranging;

public sealed class NearDuplicatesTests
{
    private static readonly double TenDegrees = Math.Cos(10 * Math.PI / 180) - 1e-6;

    [Fact]
    public void Fold_SimilarHits_GoIntoTheBestOfThem()
    {
        ComparedHit[] hits = [Hits.At(1, .9f, 0), Hits.At(2, .8f, 90), Hits.At(3, .7f, 10), Hits.At(4, .6f, 5), Hits.At(5, .5f, 85)];

        var folded = NearDuplicates.Fold(hits, TenDegrees, default);

        Assert.Equal([1, 2], Hits.Numbers(folded));
        Assert.Equal([3, 4], Hits.Numbers(folded[0].Hit.Folded));
        Assert.Equal([5], Hits.Numbers(folded[1].Hit.Folded));
    }

    [Fact]
    public void Fold_AChainOfSimilarHits_IsComparedWithTheKeptOneOnly()
    {
        // 2 is like 1, and 3 like 2, but 3 is not like 1.
        var folded = NearDuplicates.Fold([Hits.At(1, .9f, 0), Hits.At(2, .8f, 9), Hits.At(3, .7f, 18)], TenDegrees, default);

        Assert.Equal([1, 3], Hits.Numbers(folded));
    }

    [Fact]
    public void Fold_ALongerList_BeginsWithTheHitsOfAShorterOne()
    {
        var random = new Random(1);
        List<ComparedHit> hits = [.. Enumerable.Range(0, 60).Select(i => Hits.At(i, 1 - (i / 100f), random.Next(360)))];

        var whole = Hits.Numbers(NearDuplicates.Fold(hits, TenDegrees, default));

        for (var length = 0; length <= hits.Count; length++)
        {
            var part = Hits.Numbers(NearDuplicates.Fold(hits[..length], TenDegrees, default));
            Assert.Equal(whole[..part.Length], part);
        }
    }

    [Fact]
    public void Fold_ImagesThatAreGone_AreKept() =>
        Assert.Equal([1, 2, 3], Hits.Numbers(NearDuplicates.Fold([Hits.Gone(1, .9f), Hits.At(2, .8f, 0), Hits.Gone(3, .7f)], 0, default)));
}
