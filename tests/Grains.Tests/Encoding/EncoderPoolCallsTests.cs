using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Encoding;

/// <summary>What the pool asks of encoders, and whom it asks again.</summary>
public sealed class EncoderPoolCallsTests
{
    private static readonly EncodingOptions Settings = new();

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 2)]
    public async Task Budget_OfAQuery_IsItsDeadlineOrTwoSeconds(int deadline, int budget)
    {
        var encoders = new FakeEncoders("one");
        var pool = Pool(encoders, deadline);

        await EncodeTextAsync(pool);
        await EncodeImageAsync(pool, urgent: true);
        await EncodeImageAsync(pool, urgent: false);

        var seconds = TimeSpan.FromSeconds(budget);
        Assert.Equal([("one", seconds, false), ("one", seconds, true), ("one", Settings.BulkBudget, false)], encoders.Calls);
    }

    [Fact]
    public async Task Call_RejectedByOneSilo_IsTriedOnTheOther()
    {
        var encoders = new FakeEncoders("busy", "free");
        encoders.Answer = silo =>
            silo == "busy" ? new EncodeResult { RetryAfter = TimeSpan.FromSeconds(1) } : new EncodeResult { BatchSize = 1 };
        var pool = Pool(encoders);
        for (var i = 0; i < 200; i++)
        {
            Assert.Null((await EncodeTextAsync(pool)).RetryAfter);
        }

        Assert.Contains("busy", encoders.Calls.Select(call => call.Silo));
    }

    [Fact]
    public async Task Call_RejectedByAll_IsRejectedAfterTwoTries()
    {
        var encoders = new FakeEncoders("one", "other");
        encoders.Answer = _ => new EncodeResult { RetryAfter = TimeSpan.FromSeconds(3) };

        Assert.Equal(TimeSpan.FromSeconds(3), (await EncodeTextAsync(Pool(encoders))).RetryAfter);
        Assert.Equal(["one", "other"], encoders.Calls.Select(call => call.Silo).Order());
    }

    [Fact]
    public async Task Call_ThatTheOnlyDeviceFailsOnce_IsTriedAgainOnIt()
    {
        var encoders = new FakeEncoders("only");
        encoders.Answer = _ => encoders.Calls.Count == 1 ? throw Unavailable() : new EncodeResult { BatchSize = 1 };

        await EncodeTextAsync(Pool(encoders));

        Assert.Equal(2, encoders.Calls.Count);
    }

    [Fact]
    public async Task Call_WhoseCallerHasLeft_IsNotTriedAgain()
    {
        using var leaving = new CancellationTokenSource();
        var encoders = new FakeEncoders("one", "other");
        encoders.Answer = _ =>
        {
            leaving.Cancel();
            throw new TimeoutException();
        };

        await Assert.ThrowsAsync<TimeoutException>(() => EncodeTextAsync(Pool(encoders), leaving.Token));

        Assert.Single(encoders.Calls);
    }

    [Fact]
    public async Task Device_WhoseCallersLeft_IsAskedAsOftenAsTheOther()
    {
        var encoders = new FakeEncoders("one", "other");
        encoders.Answer = silo => silo == "one" ? throw new OperationCanceledException() : new EncodeResult { BatchSize = 1 };
        var pool = Pool(encoders);
        for (var i = 0; i < 400; i++)
        {
            try
            {
                await EncodeTextAsync(pool);
            }
            catch (OperationCanceledException)
            {
                // Its caller left.
            }
        }

        Assert.InRange(encoders.Calls.Count(call => call.Silo == "one"), 150, 250);
    }

    private static Txt2ImageException Unavailable() => new(ErrorCode.Unavailable, "The device failed.");

    private static Task<EncodeResult> EncodeTextAsync(EncoderPool pool, CancellationToken cancellationToken = default) =>
        pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, 513], cancellationToken).AsTask();

    private static Task<EncodeResult> EncodeImageAsync(EncoderPool pool, bool urgent) =>
        pool.EncodeImageAsync(TestModel.Instance.Fingerprint, [1], urgent, default).AsTask();

    private EncoderPool Pool(FakeEncoders encoders, int deadline = 10) => new(encoders.Grains, Settings, TimeSpan.FromSeconds(deadline), _time);
}
