using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Tests.Encoding;

public sealed class FittingBatchTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Most_AfterABatchThatDidNotFit_IsHalfOfItForAMinute()
    {
        var fitting = new FittingBatch(_time);

        fitting.DoesNotFit(WorkKind.UrgentImage, 32);

        Assert.Equal((16, 16, int.MaxValue), (fitting.Most(WorkKind.UrgentImage), fitting.Most(WorkKind.BulkImage), fitting.Most(WorkKind.Text)));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(16, fitting.Most(WorkKind.UrgentImage));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(int.MaxValue, fitting.Most(WorkKind.UrgentImage));
    }

    [Fact]
    public void Most_AfterASingleItemThatDidNotFit_IsOne()
    {
        var fitting = new FittingBatch(_time);

        fitting.DoesNotFit(WorkKind.Text, 1);

        Assert.Equal(1, fitting.Most(WorkKind.Text));
    }
}
