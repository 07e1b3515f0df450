using Txt2Image.Cli.Evaluating.Limits;

namespace Txt2Image.Cli.Tests.Evaluating.Limits;

public sealed class CategoryResultTests
{
    [Fact]
    public void Pair_OfWhichOneCaptionFindsItsPicture_IsHalfRight()
    {
        Assert.Equal((1, 1), Figures(Scores("x", .4, .3, .2, .5)));
        Assert.Equal((.5, 0), Figures(Scores("x", .4, .3, .6, .5)));
        Assert.Equal((0, 0), Figures(Scores("x", .3, .4, .6, .5)));
    }

    [Fact]
    public void Pair_OfEqualScores_IsWrong() => Assert.Equal((0, 0), Figures(Scores("x", .4, .4, .4, .4)));

    [Fact]
    public void Categories_KeepTheirOrder_AndListTheWorstFirst()
    {
        var good = Scores("second", .9, .1, .1, .9);
        var bad = Scores("second", .1, .9, .9, .1);

        var categories = CategoryResult.Of([Scores("first", .4, .3, .6, .5), good, bad]);

        Assert.Equal([("first", .5, 0), ("second", .5, .5)], categories.Select(one => (one.Name, one.Pairwise.Mean, one.Both.Mean)));
        Assert.Equal([bad, good], categories[1].Pairs);
    }

    [Fact]
    public void Data_OfEveryPair_HasTwoPicturesAndTwoCaptions()
    {
        var pairs = LimitData.ReadPairs();

        Assert.Equal(192, pairs.Count);
        Assert.All(pairs, pair => Assert.NotEqual(pair.A.Caption, pair.B.Caption));
        Assert.Equal(384, pairs.SelectMany(pair => pair.Sides).Select(side => side.File).Distinct(StringComparer.Ordinal).Count());
        Assert.All(pairs.SelectMany(pair => pair.Sides), side => Assert.InRange(LimitData.ReadPicture(side.File).Length, 500, 12_000));
    }

    [Fact]
    public void Data_InAll_IsSmallEnoughToShip() => Assert.InRange(
        LimitData.ReadPairs().SelectMany(pair => pair.Sides).Sum(side => LimitData.ReadPicture(side.File).Length), 1_000_000, 4_000_000);

    private static (double Pairwise, double Both) Figures(PairScores scores) => (scores.Pairwise, scores.Both);

    private static PairScores Scores(string category, double aOfA, double bOfA, double aOfB, double bOfB) =>
        new(new LimitPair(0, category, new LimitSide("a", "a"), new LimitSide("b", "b")), aOfA, bOfA, aOfB, bOfB);
}
