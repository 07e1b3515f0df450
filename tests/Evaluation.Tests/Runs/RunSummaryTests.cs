using Txt2Image.Evaluation.Intervals;
using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;
using Txt2Image.Evaluation.Tests.Support;

namespace Txt2Image.Evaluation.Tests.Runs;

public sealed class RunSummaryTests
{
    [Fact]
    public void Measures_OfARun_AreMeansOverEvaluableQueriesWithTheirIntervals()
    {
        var summary = new RunSummary([1, 5], seed: 3);
        for (var i = 0; i < 40; i++)
        {
            summary.Add(Rankings.Query(i % 4 == 0 ? [0, 1] : [1, 0], null, i));
        }

        summary.Add(Rankings.Query([0, 0], null, 40));
        var figures = summary.Figures();

        var expected = Bootstrap.Of([.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 0.0 : 1)], 3);
        Assert.Equal(new MeasureFigure(new MeasureAtK(Measure.Recall, 1), expected), figures.Measures[0]);
        Assert.Equal(1, figures.Measures[1].Interval.Mean);
        Assert.Equal([(1, .75), (2, 1), (3, 1), (5, 1)], figures.RecallCurve.Select(point => (point.K, point.Recall.Mean)));
        Assert.Empty(figures.Groups);
    }

    [Fact]
    public void Counts_OfSpecialQueries_AreComplete()
    {
        var summary = new RunSummary([1, 3]);
        summary.Add(Rankings.Query([1, 0, 0, 0]));
        summary.Add(Rankings.Query([0, 1]) with { Missing = ["a.jpg"] });
        summary.Add(Rankings.Query([0]));
        summary.Add(Rankings.Query([0]) with { Missing = ["b.jpg", "c.jpg"] });
        summary.Add(Tied(1, 0));
        var counts = summary.Figures().Counts;

        Assert.Equal((5, 3, 1, 1, 3L), (counts.Queries, counts.Evaluable, counts.WithoutGroundTruth, counts.AllMissing, counts.MissingItems));
        Assert.Equal([new PlaceCounts(1, 0, 1), new PlaceCounts(3, 2, 0)], counts.Places);
    }

    [Fact]
    public void Groups_OfARun_HaveMeasuresOfTheirOwn()
    {
        var summary = new RunSummary([1]);
        summary.Add(Rankings.Query([1]) with { Group = "words" });
        summary.Add(Rankings.Query([0], [1]) with { Group = "captions" });
        summary.Add(Rankings.Query([0]) with { Group = "captions" });
        summary.Add(Rankings.Query([1]));
        var groups = summary.Figures().Groups;

        Assert.Equal(
            [("", 1, 1, 1.0), ("captions", 2, 1, 0.0), ("words", 1, 1, 1.0)],
            groups.Select(group => (group.Name, group.Queries, group.Evaluable, group.Measures[0].Interval.Mean)));
    }

    [Fact]
    public void Groups_MoreThanAHundred_ShareOne()
    {
        var summary = new RunSummary([1]);
        for (var i = 0; i < 150; i++)
        {
            summary.Add(Rankings.Query([1]) with { Group = $"{i}" });
        }

        var groups = summary.Figures().Groups;

        Assert.Equal(101, groups.Count);
        Assert.Equal(50, groups.Single(group => group.Name == "(other groups)").Queries);
    }

    [Fact]
    public void Worst_Queries_AreTheLowestThenTheSurest()
    {
        var summary = new RunSummary([10], worst: 3);
        summary.Add(Rankings.Query([1], null, 0));
        summary.Add(Rankings.Query([0, 1], null, 1));
        summary.Add(Rankings.Query([0, 0, 1], null, 2));
        summary.Add(Rankings.Query([], [1], 3));
        summary.Add(Rankings.Query([0, 0, 0, 0, 0, 0], [1], 4) with { Wanted = [new("a"), new("b"), new("c"), new("d")] });
        var worst = summary.Figures().Worst;

        Assert.Equal([4, 3, 2], worst.Select(query => query.Result.Number));
        Assert.Equal([0, 0, 3], worst.Select(query => query.FirstRank));
        Assert.Equal((5, 3), (worst[0].Result.Hits.Count, worst[0].Result.Wanted.Count));
        Assert.Equal(.5, worst[2].Ndcg);
    }

    [Fact]
    public void Worst_EquallyBadQueries_BeginWithTheHighestFirstScore()
    {
        var summary = new RunSummary([10]);
        summary.Add(Scored((.2, 0)) with { Number = 1, Ideal = [1] });
        summary.Add(Scored((.4, 0)) with { Number = 2, Ideal = [1] });
        summary.Add(Scored((.3, 0)) with { Number = 3, Ideal = [1] });

        Assert.Equal([2, 3, 1], summary.Figures().Worst.Select(query => query.Result.Number));
    }

    [Fact]
    public void Worst_PerfectAnswers_AreNotAmongThem()
    {
        var summary = new RunSummary([10]);
        summary.Add(Rankings.Query([1]));

        Assert.Empty(summary.Figures().Worst);
    }

    [Fact]
    public void Scores_OfHits_AreCountedAndCutOff()
    {
        var summary = new RunSummary([3]);
        summary.Add(Scored((.75, 1), (.5, 0), (.25, 1), (.2, 1)));
        summary.Add(Scored((.5, 1), (.25, 0)));
        summary.Add(Scored((.9, 0)));
        var scores = summary.Figures().Scores;

        Assert.Equal((3L, 2L), (scores.Bins.Sum(bin => bin.Relevant), scores.Bins.Sum(bin => bin.Irrelevant)));
        Assert.Equal((1L, 1L), In(.5));
        Assert.InRange(scores.Bins.Count, 20, 40);
        Assert.InRange(scores.Cutoffs.Count, 10, 20);
        Assert.Equal(new Cutoff(scores.Bins[0].Low, 5, .6, 1), scores.Cutoffs[0]);
        var half = scores.Cutoffs.First(cutoff => cutoff.Score > .3);
        Assert.Equal((3L, 2 / 3.0, 2 / 3.0), (half.Hits, half.Precision, half.Kept));

        (long, long) In(double score) =>
            scores.Bins.Where(bin => bin.Low <= score && score < bin.High).Select(bin => (bin.Relevant, bin.Irrelevant)).Single();
    }

    /// <summary>Far outside the table's first range: its bins become wider, and keep their counts.</summary>
    [Fact]
    public void Scores_OfAnyRange_AreAllCounted()
    {
        var summary = new RunSummary([10]);
        summary.Add(Scored((3_000_000, 1), (12.5, 0), (.25, 0), (-.25, 1), (-7000, 0)));
        var scores = summary.Figures().Scores;

        Assert.Equal((2L, 3L), (scores.Bins.Sum(bin => bin.Relevant), scores.Bins.Sum(bin => bin.Irrelevant)));
        Assert.InRange(scores.Bins.Count, 2, 40);
        Assert.True(scores.Bins[0].Low <= -7000 && scores.Bins[^1].High > 3_000_000);
        Assert.Throws<ArgumentException>(() => summary.Add(Scored((double.NaN, 1))));
    }

    /// <summary>What was counted before the table grew is where it belongs.</summary>
    [Fact]
    public void Scores_CountedBeforeTheTableGrew_KeepTheirPlaces()
    {
        var summary = new RunSummary([10]);
        summary.Add(Scored((1.5, 1), (-1.5, 1)));
        summary.Add(Scored((10, 1)));
        var counted = summary.Figures().Scores.Bins.Where(bin => bin.Relevant > 0).ToList();

        Assert.Equal(3, counted.Count);
        Assert.All(counted.Zip(new[] { -1.5, 1.5, 10 }), pair => Assert.True(pair.First.Low <= pair.Second && pair.Second < pair.First.High));
    }

    [Fact]
    public void Figures_WithoutQueries_AreEmpty()
    {
        var figures = new RunSummary([1]).Figures();

        Assert.All(figures.Measures, figure => Assert.True(double.IsNaN(figure.Interval.Mean)));
        Assert.Equal((0, 0), (figures.Counts.Queries, figures.Scores.Bins.Count));
    }

    /// <summary>The hits of 20,000 queries would be over 200 MB.</summary>
    [Fact]
    public void Memory_OfManyQueries_IsOnlyTheirScores()
    {
        var summary = new RunSummary([1, 5, 10]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 20_000; i++)
        {
            summary.Add(Rankings.Query(new double[100], [1], i, new string('x', 300)));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 12_000_000);
        GC.KeepAlive(summary);
    }

    private static QueryResult Scored(params (double Score, double Grade)[] hits) => new()
    {
        Number = 0,
        Query = "text",
        Hits = [.. hits.Select((hit, i) => new RankedHit($"{i}", hit.Score, hit.Grade))],
        Ideal = [.. hits.Where(hit => hit.Grade > 0).Select(hit => hit.Grade)],
    };

    private static QueryResult Tied(params double[] grades) => Scored([.. grades.Select(grade => (.5, grade))]);
}
