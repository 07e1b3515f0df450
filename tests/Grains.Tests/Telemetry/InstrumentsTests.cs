using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Telemetry;

namespace Txt2Image.Grains.Tests.Telemetry;

[Collection(Listening.Name)]
public sealed class InstrumentsTests
{
    [Fact]
    public void Measurements_WhileNobodyListens_AllocateNothing()
    {
        var meter = new BatchMeter("cpu", "test");
        Measure(meter);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            Measure(meter);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Measure(BatchMeter meter)
    {
        Instruments.Answers.Add(1, new("cache", "memory"), new("complete", "yes"));
        Instruments.CacheCalls.Add(1, new("kind", "answer"), new("outcome", "hit"));
        meter.Ran(WorkKind.Text, 3, TimeSpan.FromMilliseconds(5));
        meter.Waited(WorkKind.Text, TimeSpan.FromMilliseconds(5));
        Assert.Null(Instruments.Activities.StartActivity("nobody listens"));
    }
}

/// <summary>Tests that listen, or require that there is no listener, run one at a time.</summary>
[CollectionDefinition(Name)]
public sealed class Listening
{
    public const string Name = "listening";
}
