using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public class PixelGateTests
{
    [Fact]
    public async Task Enter_SumOverTheGate_WaitsInOrder()
    {
        var gate = new PixelGate(100);
        var first = await gate.EnterAsync(60, default);
        var second = gate.EnterAsync(50, default);
        var third = gate.EnterAsync(10, default);
        Assert.False(second.IsCompleted || third.IsCompleted);
        first.Dispose();
        (await second).Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task Enter_LargerThanTheGate_EntersAlone()
    {
        var gate = new PixelGate(100);
        using var huge = await gate.EnterAsync(1000, default);
        Assert.False(gate.EnterAsync(1, default).IsCompleted);
    }

    [Fact]
    public async Task Enter_Cancelled_LeavesItsPlace()
    {
        var gate = new PixelGate(100);
        var first = await gate.EnterAsync(100, default);
        using var source = new CancellationTokenSource();
        var second = gate.EnterAsync(100, source.Token);
        var third = gate.EnterAsync(100, default);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        first.Dispose();
        using var entered = await third;
        Assert.False(gate.EnterAsync(1, default).IsCompleted);
    }

    [Fact]
    public async Task Prepare_Cancelled_Throws()
    {
        using var picture = Pictures.Quarters(64, 64);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ImagePreparer(new()).PrepareAsync(picture.PngsaveBuffer(), new(8, 8), source.Token));
    }
}
