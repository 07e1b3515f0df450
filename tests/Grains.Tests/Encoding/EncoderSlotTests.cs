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
