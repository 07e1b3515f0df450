using CsCheck;
using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Tests.Encoding;

public sealed class BatchCostTests
{
    [Fact]
    public void Line_OfUndisturbedBatches_IsFound()
    {
        var cost = new BatchCost();
        foreach (var work in new[] { 1, 2, 4, 8, 16, 32, 64 })
        {
            cost.Note(work, TimeSpan.FromMilliseconds(5 + 0.5 * work));
        }

        Assert.Equal(5, cost.Current.PerBatch, 0.01);
        Assert.Equal(0.5, cost.Current.PerUnit, 0.001);
    }

    [Fact]
    public void Line_WithAColdStartAndDisturbedBatches_IsThatOfTheOthers()
    {
        var cost = new BatchCost();
        cost.Note(8, TimeSpan.FromSeconds(2));
        for (var i = 0; i < 40; i++)
        {
            var work = 1 << (i % 5);
            cost.Note(work, TimeSpan.FromMilliseconds(i % 10 == 0 ? 400 : 5 + work));
        }

        Assert.Equal(5, cost.Current.PerBatch, 0.2);
        Assert.Equal(1, cost.Current.PerUnit, 0.05);
    }

    [Fact]
    public void Line_AfterTheDeviceHasBecomeSlow_FollowsWithinItsMemory()
    {
        var cost = new BatchCost();
        for (var i = 0; i < 100; i++)
        {
            cost.Note(1 << (i % 5), TimeSpan.FromMilliseconds(1));
        }

        for (var i = 0; i < 10; i++)
        {
            cost.Note(1, TimeSpan.FromMilliseconds(1000));
        }

        Assert.True(cost.Of(1) > 250, $"{cost.Of(1)} ms");
        for (var i = 0; i < 260; i++)
        {
            cost.Note(1, TimeSpan.FromMilliseconds(1000));
        }

        Assert.Equal(1000, cost.Of(1), 1.0);
    }

    [Fact]
    public void Trust_BeforeEnoughBatches_IsNotThere()
    {
        var cost = new BatchCost();
        for (var i = 1; i < BatchCost.EnoughBatches; i++)
        {
            cost.Note(1, TimeSpan.FromSeconds(9));
            Assert.False(cost.IsTrusted);
        }

        cost.Note(1, TimeSpan.FromSeconds(9));
        Assert.True(cost.IsTrusted);
    }

    [Fact]
    public void Line_OfAnyBatches_IsFiniteAndNeverNegative() => Gen.Select(Gen.Int[0, 100_000], Gen.Double[0, 10_000]).Array[1, 200].Sample(batches =>
    {
        var cost = new BatchCost();
        foreach (var (work, milliseconds) in batches)
        {
            cost.Note(work, TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.True(cost.Current is { PerBatch: >= 0 and < 1e6, PerUnit: >= 0 and < 1e6 }, cost.Current.ToString());
    });
}
