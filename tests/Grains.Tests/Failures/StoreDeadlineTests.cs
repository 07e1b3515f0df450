using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage;

namespace Txt2Image.Grains.Tests.Failures;

public sealed class StoreDeadlineTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StoreDeadline _deadline;

    public StoreDeadlineTests() => _deadline = new StoreDeadline(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), _time);

    [Fact]
    public async Task Call_AnsweredInTime_ReturnsTheAnswer() =>
        Assert.Equal(7, await _deadline.CallAsync(7, static (answer, _) => Task.FromResult(answer), default));

    [Fact]
    public async Task Call_ThatHangs_IsUnavailableAfterTheLimit()
    {
        var call = HangAsync(default);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => call);

        Assert.Equal((ErrorCode.Unavailable, TimeSpan.FromSeconds(2)), (failure.Code, failure.RetryAfter));
    }

    [Fact]
    public async Task Call_WhoseCallerLeaves_IsCancelled()
    {
        using var leaving = new CancellationTokenSource();
        var call = HangAsync(leaving.Token);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Call_ThatTheStoreRefuses_FailsInTheErrorVocabulary()
    {
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => _deadline.CallAsync<int, int>(
            0, static (_, _) => throw new StoreException(StoreFault.Mismatch, "Another length."), default));

        Assert.Equal((ErrorCode.Conflict, "Another length."), (failure.Code, failure.Message));
    }

    private Task<bool> HangAsync(CancellationToken cancellationToken) => _deadline.CallAsync(
        0,
        static async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return true;
        },
        cancellationToken);
}
