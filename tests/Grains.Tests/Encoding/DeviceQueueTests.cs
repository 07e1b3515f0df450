using System.Collections.Concurrent;
using Txt2Image.Clip.Inference;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Encoding;

public sealed class DeviceQueueTests : IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(1);

    private readonly FakeTowers _towers = new();
    private readonly EncodingOptions _options = new() { QuickText = TimeSpan.Zero };
    private readonly DeviceQueue _queue;

    public DeviceQueueTests() => _queue = new DeviceQueue("cpu", TestModel.Instance, _towers, _options, TimeProvider.System);

    public void Dispose()
    {
        _towers.Open();
        _queue.Dispose();
    }

    [Fact]
    public async Task ABusyDevice_WhenFree_TakesAllThatWaitInOneBatch()
    {
        var first = await OccupyAsync();
        var others = Enumerable.Range(10, 20).Select(EncodeAsync).ToList();
        _towers.Open();
        await Task.WhenAll(others);
        await first;
        Assert.Equal([1, 20], _towers.Batches.Select(batch => batch.Firsts.Length));
        Assert.All(await Task.WhenAll(others), encoded => Assert.Equal(20, encoded.BatchSize));
    }

    [Fact]
    public async Task Results_OfABatch_ReachTheirOwnCallers()
    {
        var first = await OccupyAsync();
        var waiting = Enumerable.Range(10, 50).Select(number => (number, task: EncodeAsync(number))).ToList();
        _towers.Open();
        await first;
        foreach (var (number, task) in waiting)
        {
            Assert.Equal(FakeTowers.VectorOf<int>([0, number, 1]), (await task).Vector);
        }
    }

    [Fact]
    public async Task Texts_PassBulkImages_AndTheOldestLeads()
    {
        var first = await OccupyAsync();
        var image = _queue.EncodeAsync(EncodeJob.Image(new byte[] { 77, 0, 0 }, urgent: false), Budget, default);
        var texts = new[] { EncodeAsync(5), EncodeAsync(6) };
        _towers.Open();
        await Task.WhenAll([first, image, .. texts]);
        Assert.Equal(new[] { true, true, false }, _towers.Batches.Select(batch => batch.IsText));
        Assert.Equal([5, 6], _towers.Batches.ElementAt(1).Firsts);
    }

    [Fact]
    public async Task Texts_BehindImagesThatOvertake_LeadEveryOtherBatch()
    {
        _options.BulkPatience = TimeSpan.Zero;
        var first = await OccupyAsync();
        var images =
            Enumerable.Range(0, 60).Select(i => _queue.EncodeAsync(EncodeJob.Image(new[] { (byte)i }, urgent: false), Budget, default)).ToList();
        var text = EncodeAsync(5);
        _towers.Open();
        await Task.WhenAll([first, text, .. images]);
        Assert.Equal(new[] { true, false, true, false }, _towers.Batches.Take(4).Select(batch => batch.IsText));
    }

    [Fact]
    public async Task AFullQueue_RefusesAtOnce_AsAResult()
    {
        _options.MaxQueue = 3;
        var first = await OccupyAsync();
        var waiting = Enumerable.Range(10, 3).Select(EncodeAsync).ToList();
        var refused = await EncodeAsync(99);
        Assert.Null(refused.Vector);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        _towers.Open();
        await Task.WhenAll([first, .. waiting]);
        Assert.DoesNotContain(99, _towers.Batches.SelectMany(batch => batch.Firsts));
    }

    [Fact]
    public async Task AnItem_WhoseExpectedWaitPassesItsBudget_IsRefusedAtOnce()
    {
        for (var i = 0; i < BatchCost.EnoughBatches; i++)
        {
            await EncodeAsync(1);
        }

        var first = await OccupyAsync(); // a batch is running, and the measured cost is above zero
        var waiting = Enumerable.Range(10, 200).Select(EncodeAsync).ToList();
        var refused = await _queue.EncodeAsync(EncodeJob.Text(new[] { 0, 99, 1 }), TimeSpan.Zero, default);
        Assert.NotNull(refused.RetryAfter);
        _towers.Open();
        await Task.WhenAll([first, .. waiting]);
    }

    [Fact]
    public async Task Work_CallerHasLeft_IsNotDone()
    {
        using var leaving = new CancellationTokenSource();
        var first = await OccupyAsync();
        var left = _queue.EncodeAsync(EncodeJob.Text(new[] { 0, 99, 1 }), Budget, leaving.Token);
        var stays = EncodeAsync(10);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _towers.Open();
        await Task.WhenAll(first, stays);
        Assert.DoesNotContain(99, _towers.Batches.SelectMany(batch => batch.Firsts));
    }

    [Fact]
    public async Task ABatchThatFails_IsRunInHalves_SoThatOneBadItemFailsAlone()
    {
        var first = await OccupyAsync();
        var waiting = Enumerable.Range(10, 8).Select(EncodeAsync).ToList();
        _towers.Failure = size => size > 2 ? new InvalidOperationException("out of memory") : null;
        _towers.Open();
        await first;
        Assert.All(await Task.WhenAll(waiting), encoded => Assert.Equal(2, encoded.BatchSize));
        Assert.False(_queue.Health.Broken);
    }

    [Fact]
    public async Task ADevice_ShortOfMemory_GetsSmallerBatchesFromThenOn()
    {
        var tried = new ConcurrentQueue<int>();
        _towers.Failure = size =>
        {
            tried.Enqueue(size);
            return size > 2 ? new DeviceMemoryException("the texts do not fit", new InvalidOperationException()) : null;
        };
        foreach (var _ in new[] { 1, 2 })
        {
            var first = await OccupyAsync();
            var waiting = Enumerable.Range(10, 8).Select(EncodeAsync).ToList();
            _towers.Open();
            await first;
            Assert.All(await Task.WhenAll(waiting), encoded => Assert.Equal(2, encoded.BatchSize));
        }

        int[] learning = [1, 8, 4, 2, 2, 4, 2, 2], knowing = [1, 2, 2, 2, 2];
        Assert.Equal([.. learning, .. knowing], tried);
        Assert.False(_queue.Health.Broken);
    }

    [Fact]
    public async Task Device_FailsOnEveryItem_IsBrokenAndSaysWhyUntilOneWorks()
    {
        _towers.Failure = _ => new InvalidOperationException("the device is gone");
        for (var i = 0; i < DeviceHealth.BrokenAfter; i++)
        {
            var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => EncodeAsync(i));
            Assert.Equal(ErrorCode.Unavailable, failure.Code);
        }

        Assert.True(_queue.Health.Broken);
        Assert.Equal("the device is gone", _queue.Health.Fault);
        _towers.Failure = _ => null;
        await EncodeAsync(1);
        Assert.False(_queue.Health.Broken);
    }

    [Fact]
    public async Task Server_IsBusy_RefusesTheWholeBatchAndIsNotBroken()
    {
        var first = await OccupyAsync();
        var waiting = Enumerable.Range(10, 8).Select(EncodeAsync).ToList();
        _towers.Failure = _ => new TowersUnavailableException("the queue is full", TimeSpan.FromSeconds(1), inner: null);
        _towers.Open();
        await first;

        Assert.All(await Task.WhenAll(waiting), encoded => Assert.Equal(TimeSpan.FromSeconds(1), encoded.RetryAfter));
        Assert.Equal(0, _queue.Health.FailuresInARow);
    }

    [Fact]
    public async Task Server_DoesNotAnswer_FailsTheWholeBatchOnce()
    {
        var first = await OccupyAsync();
        var waiting = Enumerable.Range(10, 8).Select(EncodeAsync).ToList();
        _towers.Failure = _ => new TowersUnavailableException("it is down", retryAfter: null, inner: null);
        _towers.Open();
        await first;

        foreach (var call in waiting)
        {
            Assert.Equal(ErrorCode.Unavailable, (await Assert.ThrowsAsync<Txt2ImageException>(() => call)).Code);
        }

        Assert.Equal((1, "it is down"), (_queue.Health.FailuresInARow, _queue.Health.Fault));
    }

    [Fact]
    public async Task Disposing_FailsWhatWaits_RatherThanLeavingItWaiting()
    {
        var towers = new FakeTowers();
        var queue = new DeviceQueue("cpu", TestModel.Instance, towers, new EncodingOptions(), TimeProvider.System);
        towers.Close();
        var running = queue.EncodeAsync(EncodeJob.Text(new[] { 0, 1, 1 }), Budget, default);
        await towers.EnteredAsync();
        var waits = queue.EncodeAsync(EncodeJob.Text(new[] { 0, 2, 1 }), Budget, default);
        var disposing = Task.Run(queue.Dispose, TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(queue.IsEndingAsync);
        towers.Open();
        await Task.WhenAll(disposing, running);
        await Assert.ThrowsAsync<Txt2ImageException>(() => waits);
    }

    [Fact]
    public void Queue_Disposed_DisposesOfTheTowers()
    {
        var towers = new FakeTowers();
        new DeviceQueue("cpu", TestModel.Instance, towers, new EncodingOptions(), TimeProvider.System).Dispose();
        Assert.True(towers.IsDisposed);
    }

    [Fact]
    public async Task Call_AfterTheEnd_IsToBeRetriedElsewhere()
    {
        var queue = new DeviceQueue("cpu", TestModel.Instance, new FakeTowers(), new EncodingOptions(), TimeProvider.System);
        queue.Dispose();
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => queue.EncodeAsync(EncodeJob.Text(new[] { 0, 2, 1 }), Budget, default));
        Assert.Equal(ErrorCode.Unavailable, failure.Code);
    }

    /// <summary>Starts a batch on the device, whose gate stays closed.</summary>
    private async Task<Task<Encoded>> OccupyAsync()
    {
        _towers.Forget();
        _towers.Close();
        while (!_towers.Batches.IsEmpty)
        {
            _towers.Batches.TryDequeue(out _);
        }

        var first = EncodeAsync(3);
        await _towers.EnteredAsync();
        return first;
    }

    private Task<Encoded> EncodeAsync(int number) => _queue.EncodeAsync(EncodeJob.Text(new[] { 0, number, 1 }), Budget, default);
}
