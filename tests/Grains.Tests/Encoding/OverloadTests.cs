using Microsoft.Extensions.Time.Testing;
using Txt2Image.Clip.Inference;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Encoding;

/// <summary>When a device's queue refuses work, and when it must not. The towers' time is a clock that the test turns.</summary>
public sealed class OverloadTests : IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeTowers _towers = new();
    private readonly DeviceQueue _queue;
    private Func<int, TimeSpan> _cost = _ => TimeSpan.Zero;

    public OverloadTests() =>
        _queue =
            new DeviceQueue(
                "cpu", TestModel.Instance, new TimedTowers(_towers, items => _time.Advance(_cost(items))), new EncodingOptions
                    { QuickText = TimeSpan.Zero }, _time);

    public void Dispose()
    {
        _towers.Open();
        _queue.Dispose();
    }

    [Fact]
    public async Task ManyTexts_AfterOneThatTookTwoSeconds_AreAllAnswered()
    {
        _cost = _ => TimeSpan.FromSeconds(2);
        await EncodeAsync(1);
        _cost = items => TimeSpan.FromMilliseconds(5 + items);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(EncodeAsync));
        Assert.All(answers, answer => Assert.NotNull(answer.Vector));
    }

    [Fact]
    public async Task ManyTexts_AfterACrowdWithOneDisturbedBatch_AreAllAnswered()
    {
        _cost = items => TimeSpan.FromMilliseconds(5 + items);
        for (var i = 0; i < 20; i++)
        {
            await EncodeAsync(i);
        }

        _cost = _ => TimeSpan.FromSeconds(3);
        await EncodeAsync(1);
        _cost = items => TimeSpan.FromMilliseconds(5 + items);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(EncodeAsync));
        Assert.All(answers, answer => Assert.NotNull(answer.Vector));
    }

    [Fact]
    public async Task ManyTexts_OnATowerOfOneSecondEach_AreRefusedInPart()
    {
        _cost = items => TimeSpan.FromSeconds(items);
        for (var i = 0; i < BatchCost.EnoughBatches; i++)
        {
            Assert.NotNull((await EncodeAsync(i)).Vector);
        }

        _towers.Forget();
        _towers.Close();
        var first = EncodeAsync(100);
        await _towers.EnteredAsync();
        var others = Enumerable.Range(0, 64).Select(EncodeAsync).ToList();
        var refused = await Task.WhenAll(others.Where(other => other.IsCompleted));
        Assert.InRange(refused.Length, 60, 63);
        Assert.All(refused, answer => Assert.True(answer.RetryAfter >= TimeSpan.FromSeconds(2)));
        _towers.Open();
        Assert.All(
            await Task.WhenAll([first, .. others.Except(others.Where(other => other.Result.RetryAfter is not null))]), answer =>
                Assert.NotNull(answer.Vector));
    }

    [Fact]
    public async Task Text_BehindABatchThatTakesLong_IsRefusedUntilItsEnd()
    {
        await TrustAsync(TimeSpan.FromSeconds(10));
        _towers.Forget();
        _towers.Close();
        var first = EncodeAsync(100);
        await _towers.EnteredAsync();

        Assert.Equal(TimeSpan.FromSeconds(10), (await EncodeAsync(101)).RetryAfter);

        _towers.Open();
        await first;
    }

    /// <summary>One slow batch, perhaps the first, is no reason to reject work.</summary>
    [Fact]
    public async Task Text_BehindABatchWhoseCostIsHardlyKnown_Waits()
    {
        _cost = _ => TimeSpan.FromSeconds(10);
        await EncodeAsync(1);
        _towers.Forget();
        _towers.Close();
        var first = EncodeAsync(100);
        await _towers.EnteredAsync();

        var second = EncodeAsync(101);
        _towers.Open();

        await first;
        Assert.NotNull((await second).Vector);
    }

    [Fact]
    public async Task Text_AfterABatchThatWasQuickerThanExpected_IsAnswered()
    {
        await TrustAsync(TimeSpan.FromSeconds(10));
        _cost = _ => TimeSpan.Zero;
        Assert.NotNull((await EncodeAsync(100)).Vector);
        await Eventually.IsTrueAsync(async () => (await EncodeAsync(101)).Vector is not null);
    }

    private async Task TrustAsync(TimeSpan cost)
    {
        _cost = _ => cost;
        for (var i = 0; i < BatchCost.EnoughBatches; i++)
        {
            Assert.NotNull((await EncodeAsync(i)).Vector);
        }
    }

    private Task<Encoded> EncodeAsync(int number) => _queue.EncodeAsync(EncodeJob.Text(new[] { 0, number, 1 }), Budget, default);

    /// <summary>Towers that take their time.</summary>
    private sealed class TimedTowers(FakeTowers inner, Action<int> take) : ITowers
    {
        public float[][] EncodeTexts(IReadOnlyList<ReadOnlyMemory<int>> sequences)
        {
            var vectors = inner.EncodeTexts(sequences);
            take(sequences.Count);
            return vectors;
        }

        public float[][] EncodeImages(IReadOnlyList<ReadOnlyMemory<byte>> tiles)
        {
            var vectors = inner.EncodeImages(tiles);
            take(tiles.Count);
            return vectors;
        }

        public void Dispose() => inner.Dispose();
    }
}
