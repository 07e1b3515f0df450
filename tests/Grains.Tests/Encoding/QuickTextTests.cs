using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Encoding;

/// <summary>Texts that run on the thread where they arrive, and those that do not.</summary>
public sealed class QuickTextTests : IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(1);

    private readonly FakeTowers _towers = new();
    private readonly EncodingOptions _options = new() { QuickText = TimeSpan.FromMinutes(1) };

    /// <summary>Runs one call at a time, like the turns of a grain.</summary>
    private readonly ConcurrentExclusiveSchedulerPair _turns = new();

    private DeviceQueue? _queue;

    public void Dispose()
    {
        _towers.Open();
        _queue?.Dispose();
    }

    [Fact]
    public async Task ALoneText_OnceItsCostIsKnown_RunsWhereItArrives()
    {
        await StartAsync("cpu");

        var encoded = await InATurnAsync(() => EncodeAsync(7));

        Assert.Equal(FakeTowers.VectorOf<int>([0, 7, 1]), encoded.Vector);
        Assert.NotEqual(_queue!.Name, Assert.Single(_towers.Threads));
    }

    [Theory]
    [InlineData("cuda:0", 60_000)]
    [InlineData("cpu", 0)]
    public async Task ALoneText_OnCudaOrOfTooLong_RunsOnTheDevicesThread(string device, int quickMs)
    {
        _options.QuickText = TimeSpan.FromMilliseconds(quickMs);
        await StartAsync(device);

        await InATurnAsync(() => EncodeAsync(7));

        Assert.Equal(_queue!.Name, Assert.Single(_towers.Threads));
    }

    [Fact]
    public async Task Image_DeviceIsIdle_RunsOnTheDevicesThread()
    {
        await StartAsync("cpu");
        await InATurnAsync(() => _queue!.EncodeAsync(EncodeJob.Image(new byte[] { 1, 2, 3 }, urgent: true), Budget, default));
        _towers.Threads.Clear();

        await InATurnAsync(() => _queue!.EncodeAsync(EncodeJob.Image(new byte[] { 1, 2, 3 }, urgent: true), Budget, default));

        Assert.Equal(_queue!.Name, Assert.Single(_towers.Threads));
    }

    [Fact]
    public async Task TextsThatComeTogether_AreLeftToTheDevicesThread_AsBatches()
    {
        await StartAsync("cpu");

        // Either the device's thread or the first text may be the first to look at the queue.
        for (var round = 0; round < 200; round++)
        {
            _towers.Close();

            var all = InATurnAsync(() => Task.WhenAll(Enumerable.Range(10, 20).Select(EncodeAsync)));

            // Wait for the turn in which they arrive, and then for the one in which the first would run.
            for (var turns = 0; turns < 2; turns++)
            {
                await InATurnAsync(() => Task.FromResult(0));
            }

            _towers.Open();

            var encoded = await all;
            Assert.All(_towers.Threads, thread => Assert.Equal(_queue!.Name, thread));
            for (var i = 0; i < encoded.Length; i++)
            {
                Assert.Equal(FakeTowers.VectorOf<int>([0, 10 + i, 1]), encoded[i].Vector);
            }
        }
    }

    [Fact]
    public async Task ALoneText_WhoseCallerLeavesInTheSameTurn_IsNotRun()
    {
        await StartAsync("cpu");
        using var leaving = new CancellationTokenSource();

        var left = InATurnAsync(() =>
        {
            var encoding = _queue!.EncodeAsync(EncodeJob.Text(new[] { 0, 99, 1 }), Budget, leaving.Token);
            leaving.Cancel();
            return encoding;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await InATurnAsync(() => EncodeAsync(7));
        Assert.Equal([7], _towers.Batches.SelectMany(batch => batch.Firsts));
    }

    [Fact]
    public async Task Dispose_TextRunsElsewhere_WaitsForIt()
    {
        await StartAsync("cpu");
        _towers.Close();
        var running = InATurnAsync(() => EncodeAsync(7));
        await _towers.EnteredAsync();

        var disposing = Task.Run(_queue!.Dispose, TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(_queue.IsEndingAsync);

        // A queue that did not wait would be disposed immediately, together with the towers that the batch uses.
        Assert.NotSame(disposing, await Task.WhenAny(disposing, Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken)));
        _towers.Open();

        Assert.NotNull((await running).Vector);
        await disposing;
        _queue = null;
    }

    [Fact]
    public async Task Text_TurnComesAfterTheEnd_IsToBeRetriedElsewhere()
    {
        await StartAsync("cpu");

        // The text yields its turn before it runs, and the queue is disposed before it gets the turn back.
        var late = InATurnAsync(() =>
        {
            var encoding = EncodeAsync(7);
            _queue!.Dispose();
            return encoding;
        });

        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => late);
        Assert.Equal(ErrorCode.Unavailable, failure.Code);
        _queue = null;
    }

    /// <summary>Starts a queue that has measured the cost of a text.</summary>
    private async Task StartAsync(string device)
    {
        _queue = new DeviceQueue(device, TestModel.Instance, _towers, _options, TimeProvider.System);
        await EncodeAsync(1);
        _towers.Forget();
        _towers.Batches.Clear();
        _towers.Threads.Clear();
    }

    private Task<T> InATurnAsync<T>(Func<Task<T>> call) =>
        Task.Factory.StartNew(call, default, TaskCreationOptions.None, _turns.ExclusiveScheduler).Unwrap();

    private Task<Encoded> EncodeAsync(int number) => _queue!.EncodeAsync(EncodeJob.Text(new[] { 0, number, 1 }), Budget, default);
}
