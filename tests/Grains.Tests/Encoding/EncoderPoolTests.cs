using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Encoding;

public sealed class EncoderPoolTests
{
    [Fact]
    public async Task Work_WithSeveralSilos_IsSpreadOverAllTheirDevices()
    {
        await using var cluster = await Cluster.StartAsync();
        var pool = cluster.EncoderPool();
        await Parallel.ForAsync(0, 400, async (i, token) => await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i, 513], token));
        Assert.All(cluster.Towers, towers => Assert.InRange(towers.Texts, 100, 330));
    }

    [Fact]
    public async Task Work_OverTwoSilosOfTwoSlots_IsSharedEvenly()
    {
        await using var cluster = await Cluster.StartAsync(null, ("Devices:0", "cpu:0"), ("Devices:1", "cpu:1"));
        var pool = cluster.EncoderPool();
        var before = cluster.Towers.Select(towers => towers.Texts).ToArray();

        // One after the other: with many at once, a slot whose thread has to wait for a core rightly gets less.
        for (var i = 0; i < 4000; i++)
        {
            await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i % 500, 513], default);
        }

        var shares = cluster.Towers.Select((towers, slot) => (towers.Texts - before[slot]) / 4000.0).ToArray();
        Assert.Equal(4, shares.Length);
        Assert.All(shares, share => Assert.InRange(share, 0.2, 0.3));
    }

    [Fact]
    public async Task Slot_ThatFails_IsLeftOutAndTheOtherThreeContinue()
    {
        await using var cluster = await Cluster.StartAsync(null, ("Devices:0", "cpu:0"), ("Devices:1", "cpu:1"));
        cluster.Towers[1].Failure = _ => new InvalidOperationException("the device is gone");
        var pool = cluster.EncoderPool();
        await Parallel.ForAsync(0, 400, async (i, token) => await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i, 513], token));
        Assert.All([0, 2, 3], slot => Assert.True(cluster.Towers[slot].Texts > 60, $"slot {slot} did {cluster.Towers[slot].Texts}"));
    }

    [Fact]
    public async Task Callers_WhoLeaveABusyDevice_DoNotMakeItASickOne()
    {
        await using var cluster = await Cluster.StartAsync();
        var pool = cluster.EncoderPool();
        Array.ForEach(cluster.Towers, towers => towers.Close());
        for (var i = 0; i < 8; i++)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i, 513], patience.Token));
        }

        Array.ForEach(cluster.Towers, towers => towers.Open());
        var before = cluster.Towers.Select(towers => towers.Texts).ToArray();
        for (var i = 0; i < 100; i++)
        {
            await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i, 513], default);
        }

        Assert.All(cluster.Towers.Zip(before), slot => Assert.InRange(slot.First.Texts - slot.Second, 20, 100));
    }

    [Fact]
    public async Task Silo_ThatDies_LosesAllItsSlotsAtTheFirstFailure()
    {
        await using var cluster = await Cluster.StartAsync(null, ("Devices:0", "cpu:0"), ("Devices:1", "cpu:1"));
        var pool = cluster.EncoderPool();
        await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, 513], default);
        await cluster.Inner.KillSiloAsync(cluster.Inner.Silos[1]);
        for (var i = 0; i < 50; i++)
        {
            await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i, 513], default);
        }
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:00.100")]
    public async Task Results_UnderMixedLoad_ReachTheirOwnCallers(string quickText)
    {
        await using var cluster = await Cluster.StartAsync(null, ("Encoding:QuickText", quickText));
        var pool = cluster.EncoderPool();
        await Parallel.ForAsync(0, 400, async (i, token) =>
        {
            var isText = i % 3 != 0;
            var tile = new byte[16 * 16 * 3];
            tile[0] = (byte)i;
            tile[1] = (byte)(i >> 8);
            var result = isText
                ? await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i, 513], token)
                : await pool.EncodeImageAsync(TestModel.Instance.Fingerprint, tile, urgent: i % 2 == 0, token);
            Assert.Equal(isText ? FakeTowers.VectorOf<int>([512, i, 513]) : FakeTowers.VectorOf<byte>(tile), result.Embedding.Span.ToArray());
        });
    }

    [Fact]
    public async Task AnEncoder_WhoseSiloIsGone_IsReplacedByAnother()
    {
        await using var cluster = await Cluster.StartAsync();
        var pool = cluster.EncoderPool();
        await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, 513], default);
        await cluster.Inner.KillSiloAsync(cluster.Inner.Silos[1]);
        for (var i = 0; i < 50; i++)
        {
            var result = await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i, 513], default);
            Assert.Equal(FakeTowers.VectorOf<int>([512, i, 513]), result.Embedding.Span.ToArray());
        }
    }

    [Fact]
    public async Task Device_ThatFails_IsLeftOutAndItsCallersAreServedByTheOther()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Towers[0].Failure = _ => new InvalidOperationException("the device is gone");
        var pool = cluster.EncoderPool();
        for (var i = 0; i < 50; i++)
        {
            await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i, 513], default);
        }

        Assert.True(cluster.Towers[1].Texts >= 50);
    }

    [Fact]
    public async Task Accelerators_ThatAllFail_AreLeftForTheCpu()
    {
        await using var cluster = await Cluster.StartAsync(null, ("Devices:0", "cuda:0"), ("Devices:1", "cpu:1"));
        var accelerators = new[] { cluster.Towers[0], cluster.Towers[2] };
        Array.ForEach(accelerators, towers => towers.Failure = _ => new InvalidOperationException("the device is gone"));
        var pool = cluster.EncoderPool();
        var failed = 0;
        for (var i = 0; i < 20; i++)
        {
            try
            {
                await pool.EncodeTextAsync(TestModel.Instance.Fingerprint, [512, i, 513], default);
            }
            catch (Txt2ImageException)
            {
                failed++;
            }
        }

        Assert.InRange(failed, 0, 2);
    }

    [Fact]
    public async Task AModel_ThatNoDeviceServes_IsUnavailable()
    {
        await using var cluster = await Cluster.StartAsync();
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(async () => await cluster.EncoderPool().EncodeTextAsync("another", [1], default));
        Assert.Equal(ErrorCode.Unavailable, failure.Code);
    }

    [Fact]
    public async Task TheDeviceMap_NamesEverySilosDevices_FromClientAndSilo()
    {
        await using var cluster = await Cluster.StartAsync();
        var slots = await cluster.Grains.GetGrain<IDeviceMapGrain>(0).GetAsync();
        Assert.Equal(2, slots.Select(slot => slot.Silo).Distinct().Count());
        Assert.All(slots, slot => Assert.True(slot.IsCpu && slot.Model == TestModel.Instance.Fingerprint));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("/cpu:0/model")]
    public async Task AnEncoderKey_ThatIsNone_IsRefusedByName(string key)
    {
        await using var cluster = await Cluster.StartAsync();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
            await cluster.Grains.GetGrain<IEncoderGrain>(key).EncodeTextAsync(new TokenIds([1]), TimeSpan.FromSeconds(1), default));
    }
}
