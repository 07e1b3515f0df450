using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Tests.Encoding;

public sealed class EncoderSlotTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Refusal_OfASlowSlot_DoesNotMakeItLookFast()
    {
        var slot = Slot();
        var before = slot.ExpectedMs;
        for (var i = 0; i < 100; i++)
        {
            slot.Begin();
            slot.Answered(new EncodeResult { RetryAfter = TimeSpan.FromSeconds(3) });
        }

        Assert.InRange(slot.ExpectedMs, before + 999, before + 1001);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(before, slot.ExpectedMs, 0.001);
    }

    [Fact]
    public void Failures_OneAfterTheOther_DoubleThePauseUpToTwoMinutes()
    {
        var slot = Slot();
        foreach (var seconds in new[] { 5, 10, 20, 40, 80, 120, 120 })
        {
            slot.Begin();
            slot.Failed();
            AssertLeftOutFor(slot, seconds);
        }
    }

    [Fact]
    public void Failures_OfCallsInProgressTogether_CountOnce()
    {
        var slot = Slot();
        for (var i = 0; i < 3; i++)
        {
            slot.Begin();
        }

        for (var i = 0; i < 3; i++)
        {
            slot.Failed();
        }

        AssertLeftOutFor(slot, 5);
    }

    [Fact]
    public void Answer_AfterFailures_EndsThePauseAndShortensTheNext()
    {
        var slot = Slot();
        foreach (var seconds in new[] { 5, 10 })
        {
            slot.Begin();
            slot.Failed();
            AssertLeftOutFor(slot, seconds);
        }

        slot.Begin();
        slot.Begin();
        slot.Failed();
        Assert.True(slot.LeftOut);
        slot.Answered(new EncodeResult { InferenceMs = 50, BatchSize = 1 });
        Assert.False(slot.LeftOut);

        slot.Begin();
        slot.Failed();
        AssertLeftOutFor(slot, 5);
    }

    private void AssertLeftOutFor(EncoderSlot slot, int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.True(slot.LeftOut, $"it is tried again before {seconds} s");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(slot.LeftOut, $"it is left out for more than {seconds} s");
    }

    /// <summary>A slot that takes 50 ms an item.</summary>
    private EncoderSlot Slot()
    {
        var slot = new EncoderSlot(new DeviceSlot("S127.0.0.1:1:1", "cuda:0", "model"), _time);
        for (var i = 0; i < 200; i++)
        {
            slot.Begin();
            slot.Answered(new EncodeResult { InferenceMs = 50, BatchSize = 1 });
        }

        return slot;
    }
}
