using Orleans.Runtime;
using Txt2Image.Grains.Client;

namespace Txt2Image.Grains.Tests.Client;

public sealed class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_RejectedTwice_IsAnsweredTheThirdTime()
    {
        var calls = 0;

        var answer = await Retry.CallAsync(5, (state, _) => ++calls < 3 ? throw new SiloUnavailableException() : new ValueTask<int>(state), Token);

        Assert.Equal((5, 3), (answer, calls));
    }

    [Fact]
    public async Task Call_FailingOtherwise_IsNotRepeated()
    {
        var calls = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await Retry.CallAsync<int, int>(0, (_, _) => throw Count(new InvalidOperationException()), Token));
        Assert.Equal(1, calls);

        Exception Count(Exception failure)
        {
            calls++;
            return failure;
        }
    }

    [Fact]
    public async Task Call_RejectedForGood_FailsAfterNineTries()
    {
        var calls = 0;

        await Assert.ThrowsAsync<SiloUnavailableException>(async () =>
            await Retry.CallAsync<int, int>(0, (_, _) => ++calls > 0 ? throw new SiloUnavailableException() : default, Token));
        Assert.Equal(9, calls);
    }

    [Fact]
    public async Task Call_Cancelled_EndsInItsPause()
    {
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Retry.CallAsync<int, int>(0, (_, _) => throw new SiloUnavailableException(), leaving.Token));
    }

    [Fact]
    public async Task Call_CancelledWhileItFails_IsCancelled()
    {
        using var leaving = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Retry.CallAsync<int, int>(
            0,
            (_, _) =>
            {
                leaving.Cancel();
                throw new SiloUnavailableException();
            },
            leaving.Token));
    }
}
