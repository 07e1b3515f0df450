using Txt2Image.Evaluation.Intervals;

namespace Txt2Image.Evaluation.Tests.Intervals;

public sealed class BootstrapTests
{
    /// <summary>Computed once by another program: the same on every machine and for every number of cores.</summary>
    [Fact]
    public void Interval_OfASeed_IsAlwaysTheSame()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(i => i % 3 == 0 ? 1.0 : 0)];

        var interval = Bootstrap.Of(values, seed: 7);

        Assert.Equal(.34, interval.Mean, 1e-12);
        Assert.Equal(interval, Bootstrap.Of(values, seed: 7));
        Assert.NotEqual(interval, Bootstrap.Of(values, seed: 8));
        Assert.Equal((.2, .46), (Math.Round(interval.Low, 12), Math.Round(interval.High, 12)));
    }

    [Fact]
    public void Interval_ByDefinition_HoldsTheMeanAndNarrowsWithMoreValues()
    {
        var few = Bootstrap.Of(Coins(100, .3, 1), 1);
        var many = Bootstrap.Of(Coins(10_000, .3, 1), 1);

        Assert.InRange(few.Mean, few.Low, few.High);
        Assert.InRange(many.Mean, many.Low, many.High);
        Assert.InRange((few.High - few.Low) / (many.High - many.Low), 7, 13);
        // 1.96 standard errors on both sides.
        Assert.Equal(2 * 1.96 * Math.Sqrt(.3 * .7 / 10_000), many.High - many.Low, 1e-3);
    }

    [Fact]
    public void Interval_OfSimulatedData_HoldsTheTrueMeanAsOftenAsItSays()
    {
        var held = 0;
        for (var i = 0; i < 400; i++)
        {
            var interval = Bootstrap.Of(Coins(100, .4, i), i, resamples: 400);
            held += interval.Low <= .4 && .4 <= interval.High ? 1 : 0;
        }

        Assert.InRange(held / 400.0, .91, .98);
    }

    [Fact]
    public void Interval_HigherConfidence_IsWider()
    {
        var values = Coins(200, .5, 3);
        var (usual, wide) = (Bootstrap.Of(values, 1), Bootstrap.Of(values, 1, confidence: .99));

        Assert.True(wide.Low < usual.Low && wide.High > usual.High);
    }

    [Fact]
    public void Interval_EqualValues_IsAPoint() => Assert.Equal(new Interval(.5, .5, .5), Bootstrap.Of([.5, .5, .5], 1));

    [Fact]
    public void Interval_WithoutValues_IsNotANumber() => Assert.Equal(new Interval(double.NaN, double.NaN, double.NaN), Bootstrap.Of([], 1));

    [Fact]
    public void Values_NotANumber_AreRefused() => Assert.Throws<ArgumentException>(() => Bootstrap.Of([1, double.NaN], 1));

    [Fact]
    public void Columns_OfTheSameDraws_AreThoseOfEachAlone()
    {
        var (a, b) = (Coins(60, .2, 1), Coins(60, .7, 2));
        double[] rows = [.. a.Zip(b, (x, y) => new[] { x, y, x, y, x }).SelectMany(row => row)];

        var columns = Bootstrap.OfColumns(rows, 5, seed: 4);

        Assert.Equal([Bootstrap.Of(a, 4), Bootstrap.Of(b, 4)], columns[..2]);
        Assert.Equal(columns[1], columns[3]);
        Assert.Equal(columns[0], columns[4]);
    }

    private static double[] Coins(int count, double chance, int seed)
    {
        var random = new Xoshiro(seed, 1 << 20);
        return [.. Enumerable.Range(0, count).Select(_ => random.Below(1000) < 1000 * chance ? 1.0 : 0)];
    }
}
