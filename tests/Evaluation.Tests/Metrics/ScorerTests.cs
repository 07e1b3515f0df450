using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Tests.Support;

namespace Txt2Image.Evaluation.Tests.Metrics;

/// <summary>Worked by hand from the formulas of <see cref="Measure"/>.</summary>
public sealed class ScorerTests
{
    private static readonly Scorer Scorer = new([1, 5, 10]);

    /// <summary>One relevant item, at rank 3.</summary>
    [Theory]
    [InlineData("R@1", 0)]
    [InlineData("R@5", 1)]
    [InlineData("P@1", 0)]
    [InlineData("P@5", 1 / 5.0)]
    [InlineData("P@10", 1 / 10.0)]
    [InlineData("MRR@1", 0)]
    [InlineData("MRR@10", 1 / 3.0)]
    [InlineData("nDCG@1", 0)]
    [InlineData("nDCG@10", 1 / 2.0)]
    [InlineData("MAP@10", 1 / 3.0)]
    public void Score_OneRelevantItemAtRankThree_IsThatOfTheFormulas(string measure, double expected) =>
        Assert.Equal(expected, Scorer.ValueOf(Rankings.Query([0, 0, 1, 0, 0, 0, 0, 0, 0, 0]), measure), 1e-12);

    /// <summary>Relevant at ranks 1, 3 and 7, and one that was not found. log2(4) = 2, log2(8) = 3.</summary>
    [Theory]
    [InlineData("R@1", 1 / 4.0)]
    [InlineData("R@5", 2 / 4.0)]
    [InlineData("R@10", 3 / 4.0)]
    [InlineData("P@5", 2 / 5.0)]
    [InlineData("MRR@10", 1)]
    [InlineData("MAP@1", 1)]
    [InlineData("MAP@5", (1 + (2 / 3.0)) / 4)]
    [InlineData("MAP@10", (1 + (2 / 3.0) + (3 / 7.0)) / 4)]
    [InlineData("nDCG@10", (1 + (1 / 2.0) + (1 / 3.0)) / (1 + 0.6309297535714574 + 0.5 + 0.43067655807339306))]
    public void Score_SeveralRelevantItems_IsThatOfTheFormulas(string measure, double expected) =>
        Assert.Equal(expected, Scorer.ValueOf(Rankings.Query([1, 0, 1, 0, 0, 0, 1, 0, 0, 0], notFound: [1]), measure), 1e-12);

    /// <summary>Grades 1, 3 and 2 at ranks 1, 2 and 4. The ideal order is 3, 2, 1.</summary>
    [Fact]
    public void Ndcg_GradedRelevance_UsesTheGradeAsGain()
    {
        var query = Rankings.Query([1, 3, 0, 2, 0]);
        const double Third = 0.6309297535714574;

        Assert.Equal((1 + (3 * Third) + (2 * 0.43067655807339306)) / (3 + (2 * Third) + (1 / 2.0)), Scorer.ValueOf(query, "nDCG@5"), 1e-12);
        Assert.Equal(1 / 3.0, Scorer.ValueOf(query, "nDCG@1"), 1e-12);
        Assert.Equal((1 + 1 + (3 / 4.0)) / 3, Scorer.ValueOf(query, "MAP@5"), 1e-12);
    }

    [Fact]
    public void Score_FewerHitsThanK_CountsTheMissingPlacesAsMisses()
    {
        var query = Rankings.Query([0, 1]);

        Assert.Equal(1 / 5.0, Scorer.ValueOf(query, "P@5"), 1e-12);
        Assert.Equal(1, Scorer.ValueOf(query, "R@5"));
        Assert.Equal(1 / 2.0, Scorer.ValueOf(query, "MRR@10"), 1e-12);
        Assert.Equal(0, Scorer.ValueOf(Rankings.Query([], notFound: [1]), "nDCG@10"));
    }

    [Fact]
    public void Recall_MoreRelevantItemsThanK_IsNotCapped()
    {
        var query = Rankings.Query([1, 1, 1, 1, 1], notFound: [1, 1, 1]);

        Assert.Equal(5 / 8.0, Scorer.ValueOf(query, "R@5"), 1e-12);
        Assert.Equal(1, Scorer.ValueOf(query, "MAP@5"));
        Assert.Equal(1, Scorer.ValueOf(query, "nDCG@5"));
    }

    [Fact]
    public void Score_NoRelevantItemInTheCollection_IsNotANumber()
    {
        Assert.All(Scorer.Score(Rankings.Query([0, 0, 0])), value => Assert.True(double.IsNaN(value)));
        Assert.All(Scorer.Score(Rankings.Query([]) with { Missing = ["gone.jpg"] }), value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void Score_HitsBeyondK_ChangeNothing()
    {
        var ten = Rankings.Query([0, 1, 0, 0, 0, 0, 0, 0, 0, 0], notFound: [1]);
        var eleven = Rankings.Query([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);

        Assert.Equal(Scorer.Score(ten), Scorer.Score(eleven));
    }

    [Fact]
    public void Score_IdealWithoutARelevantHit_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Scorer.Score(Rankings.Query([1, 1]) with { Ideal = [1] }));
        Assert.Throws<ArgumentException>(() => Scorer.Score(Rankings.Query([3]) with { Ideal = [1] }));
    }

    [Fact]
    public void Ks_EmptyOrBelowOne_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Scorer([]));
        Assert.Throws<ArgumentException>(() => new Scorer([1, 0]));
    }

    [Fact]
    public void Measures_OfRepeatedKs_AreByMeasureThenByK() => Assert.Equal(
        ["R@1", "R@10", "P@1", "P@10", "MRR@1", "MRR@10", "nDCG@1", "nDCG@10", "MAP@1", "MAP@10"],
        new Scorer([10, 1, 10]).Measures.Select(measure => measure.ToString()));

    [Fact]
    public void Parse_NamesOfMeasures_AreReadBack()
    {
        Assert.All(Scorer.Measures, measure => Assert.Equal(measure, MeasureAtK.Parse(measure.ToString())));
        Assert.Equal(new MeasureAtK(Measure.Ndcg, 20), MeasureAtK.Parse("NDCG@20"));
        Assert.All(["", "R", "R@", "R@0", "R@-1", "R@1.5", "X@1", "@1"], text => Assert.Null(MeasureAtK.Parse(text)));
    }
}
