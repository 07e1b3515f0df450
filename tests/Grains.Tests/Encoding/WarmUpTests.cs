using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Encoding;

public sealed class WarmUpTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeTowers _towers = new();

    public void Dispose() => _towers.Dispose();

    [Fact]
    public void Costs_AfterWarmUp_AreTrusted()
    {
        var costs = WarmUp.Run(_towers, TestModel.Instance, new BatchSizes(16, 8), TimeProvider.System);

        Assert.True(costs.Texts.IsTrusted);
        Assert.True(costs.Images.IsTrusted);
        Assert.Equal([16, 4, 1], _towers.Batches.Where(batch => batch.IsText).Take(3).Select(batch => batch.Firsts.Length));
        Assert.Equal([8, 4, 1], _towers.Batches.Where(batch => !batch.IsText).Take(3).Select(batch => batch.Firsts.Length));
    }

    [Fact]
    public void Costs_OfSlowTowers_AreMeasuredOnlyForAShortTime()
    {
        _towers.Failure = _ =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return null;
        };

        var costs = WarmUp.Run(_towers, TestModel.Instance, new BatchSizes(16, 16), _time);

        Assert.False(costs.Texts.IsTrusted);
        Assert.Equal(5_000, costs.Images.Of(1), 1.0);
        Assert.Equal(2 * (3 + 1), _towers.Batches.Count);
    }
}
