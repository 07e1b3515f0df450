using Txt2Image.Evaluation.Comparing;
using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;
using Txt2Image.Evaluation.Tests.Support;

namespace Txt2Image.Evaluation.Tests.Comparing;

public sealed class ComparisonTests
{
    private static readonly MeasureAtK RecallAt1 = new(Measure.Recall, 1);

    [Fact]
    public void Comparison_ClearDifference_IsStatedInPointsWithItsInterval()
    {
        var a = Run(200, i => i % 2 == 0);
        var b = Run(200, i => i % 2 == 0 || i % 5 == 1);

        var result = Comparison.Of(a, b, RecallAt1);

        Assert.Equal((.5, .6), (result.A, result.B));
        Assert.Equal(.1, result.Difference.Mean, 1e-9);
        Assert.InRange(result.PValue, .00009, .001);
        Assert.Equal((20, 0, 200), (result.Gained.Count, result.Lost.Count, result.Pairs));
        Assert.Equal(["query 1", "query 11"], result.Gained.Queries.Take(2));
        Assert.Matches(@"^B is better by 10\.0 points, 95% interval \d+\.\d to \d+\.\d\.$", result.Verdict);
        Assert.Matches(@"^A is better by 10\.0 points, 95% interval \d+\.\d to \d+\.\d\.$", Comparison.Of(b, a, RecallAt1).Verdict);
    }

    [Fact]
    public void Comparison_SmallDifference_IsNotShown()
    {
        var result = Comparison.Of(Run(100, i => i % 2 == 0), Run(100, i => (i % 2 == 0 && i != 4) || i == 7 || i == 9), RecallAt1);

        Assert.True(result.Difference.Low < 0 && result.Difference.High > 0);
        Assert.True(result.PValue > .05);
        Assert.Matches(@"^No difference shown: B is 1\.0 points above A, 95% interval -\d\.\d to \d\.\d, p = 1\.$", result.Verdict);
        Assert.Equal((2, 1), (result.Gained.Count, result.Lost.Count));
    }

    [Fact]
    public void Comparison_OfARunWithItself_FindsNone()
    {
        var result = Comparison.Of(Run(50, i => i % 3 == 0), Run(50, i => i % 3 == 0), RecallAt1);

        Assert.Equal((1, 0, 0), (result.PValue, result.Difference.Low, result.Difference.High));
        Assert.Equal("No difference shown: R@1 is the same in both runs for every query.", result.Verdict);
    }

    [Fact]
    public void Comparison_FewQueries_IsNotReliable() =>
        Assert.EndsWith(
            "Only 4 queries were compared: the interval is not reliable.",
            Comparison.Of(Run(4, _ => true), Run(4, i => i > 0), RecallAt1).Verdict,
            StringComparison.Ordinal);

    [Fact]
    public void Comparison_OfASeed_IsAlwaysTheSame()
    {
        var (a, b) = (Run(80, i => i % 2 == 0), Run(80, i => i % 3 == 0));

        Assert.Equivalent(Comparison.Of(a, b, RecallAt1, seed: 5), Comparison.Of(a, b, RecallAt1, seed: 5), strict: true);
    }

    [Fact]
    public void Queries_InAnotherOrderAndRepeated_ArePairedByTextAndOccurrence()
    {
        var a = Run(("dog", true), ("cat", true), ("dog", false));
        var b = Run(("cat", false), ("dog", true), ("dog", false));

        var result = Comparison.Of(a, b, RecallAt1);

        Assert.Equal((0, 1, 3), (result.Gained.Count, result.Lost.Count, result.Pairs));
        Assert.Equal(["cat"], result.Lost.Queries);
    }

    [Fact]
    public void Queries_ThatDiffer_AreRefusedUnlessOnlyCommonOnesAreCompared()
    {
        var a = Run(("dog", true), ("cat", true), ("cow", true));
        var b = Run(("dog", true), ("cat", false), ("cat", true));

        var fault = Assert.Throws<ComparisonException>(() => Comparison.Of(a, b, RecallAt1));
        var common = Comparison.Of(a, b, RecallAt1, commonOnly: true);

        Assert.Contains("1 are only in A, 1 only in B, 2 in both", fault.Message, StringComparison.Ordinal);
        Assert.Equal((2, 1, 1), (common.Pairs, common.OnlyInA, common.OnlyInB));
    }

    [Fact]
    public void Queries_ThatOneRunCannotEvaluate_AreCountedAndLeftOut()
    {
        var a = Run(("dog", true), ("cat", true));
        var b = new RunScores(Rankings.Header(1, 10));
        b.Add(Rankings.Query([1], [1, 1], 0, "dog"));
        b.Add(Rankings.Query([0], null, 1, "cat"));

        var result = Comparison.Of(a, b, RecallAt1);

        Assert.Equal((1, 1, 1), (result.Pairs, result.NotEvaluable, result.OtherTruth));
    }

    [Fact]
    public void Runs_WithoutTheMeasureOrOfAnotherDirection_AreRefused()
    {
        var run = Run(("dog", true));
        var other = new RunScores(Rankings.Header(1, 10) with { Direction = Direction.ImageToText });

        var noMeasure = Assert.Throws<ComparisonException>(() => Comparison.Of(run, run, new MeasureAtK(Measure.Recall, 5)));
        Assert.Contains("Run A has no R@5: its K are 1, 10", noMeasure.Message, StringComparison.Ordinal);
        Assert.Throws<ComparisonException>(() => Comparison.Of(run, other, RecallAt1));
        Assert.Throws<ComparisonException>(() => Comparison.Of(Run(), Run(), RecallAt1));
    }

    /// <summary>All 16 turns of four signs: the mean is at least as far from 0 in 2 of them for equal differences, in 4 for these.</summary>
    [Theory]
    [InlineData(new double[] { 1, 1, 1, 1 }, 2 / 16.0)]
    [InlineData(new double[] { 4, 3, 2, -.5 }, 4 / 16.0)]
    [InlineData(new double[] { 1, -1, 0, 0 }, 1)]
    public void PValue_FewDifferences_IsThatOfAllTurns(double[] differences, double expected) =>
        Assert.Equal(expected, RandomizationTest.PValue(differences, 1), .012);

    private static RunScores Run(int count, Func<int, bool> found) => Run([.. Enumerable.Range(0, count).Select(i => ($"query {i}", found(i)))]);

    private static RunScores Run(params (string Text, bool Found)[] queries)
    {
        var scores = new RunScores(Rankings.Header(1, 10));
        foreach (var (i, (text, found)) in queries.Index())
        {
            scores.Add(Rankings.Query(found ? [1] : [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], null, i, text));
        }

        return scores;
    }
}
