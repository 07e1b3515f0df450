using System.Diagnostics.CodeAnalysis;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Encoding;

/// <summary>
/// The queue of one model on one device. Its own thread runs one batch at a time, without a timer: arrivals queue while a batch runs, and when the
/// device is free, <see cref="BatchPolicy"/> chooses from everything that waits. So a lone request never waits for others, and a busy device always
/// runs full batches. A quick text that arrives alone runs on the thread where it arrives.
/// </summary>
[SuppressMessage(
    "Usage", "CA2213:Disposable fields should be disposed", Justification = "A late call may still use the semaphores, which have nothing to free.")]
internal sealed class DeviceQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<EncodeJob> _waiting = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly SemaphoreSlim _free = new(1, 1);
    private readonly DeviceCosts _costs;
    private readonly BatchRunner _runner;
    private readonly EncodingOptions _options;
    private readonly BatchSizes _most;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private readonly bool _isCpu;
    private long _batchEnds;
    private bool _bulkLed;
    private volatile bool _stopping;

    public DeviceQueue(
        string device,
        ClipModel model,
        ITowers towers,
        EncodingOptions options,
        TimeProvider time,
        BatchSizes? most = null,
        DeviceCosts? costs = null)
    {
        _costs = costs ?? new DeviceCosts();
        Device = device;
        Model = model;
        Name = $"{device} {model.Id}";
        _isCpu = DeviceName.Parse(device).IsCpu;
        _options = options;
        _most = most ?? new BatchSizes(options.MaxBatch, options.MaxBatch);
        _time = time;
        _runner = new BatchRunner(towers, new BatchMeter(device, model.Id), time);
        _thread = new Thread(Run) { IsBackground = true, Name = Name };
        _thread.Start();
    }

    /// <summary>The device's name, such as <c>cpu</c>.</summary>
    public string Device { get; }

    /// <summary>The model that runs on it.</summary>
    public ClipModel Model { get; }

    /// <summary>The device and model, for display.</summary>
    public string Name { get; }

    /// <summary>The device's health according to its last runs.</summary>
    public DeviceHealth Health => _runner.Health;

    /// <summary>How many jobs wait for the device.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>
    /// Queues a job and waits for its batch. A rejection is a result. If the caller cancels, a job that is still queued is dropped.
    /// </summary>
    public async Task<Encoded> EncodeAsync(EncodeJob job, TimeSpan budget, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool isAlone;
        lock (_lock)
        {
            if (_stopping)
            {
                throw ShuttingDown();
            }

            var wait = ExpectedWait(job);
            if (_waiting.Count >= _options.MaxQueue || wait > budget)
            {
                return new Encoded(null, RetryAfter(wait), default, default, 0);
            }

            job.Enqueued = _time.GetTimestamp();
            _waiting.Add(job);
            isAlone = _waiting.Count == 1 && _free.CurrentCount == 1;
        }

        using var leaving = cancellationToken.UnsafeRegister(static (state, token) =>
        {
            var (queue, left) = ((DeviceQueue, EncodeJob))state!;
            lock (queue._lock)
            {
                queue._waiting.Remove(left);
            }

            left.Completion.TrySetCanceled(token);
        }, (this, job));
        if (!(isAlone && RunsAnywhere(job) && await TryRunHereAsync()))
        {
            _arrivals.Release();
        }

        return await job.Completion.Task;
    }

    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        _arrivals.Release();
        _thread.Join();
        _free.Wait();
        lock (_lock)
        {
            foreach (var job in _waiting)
            {
                job.Completion.TrySetException(ShuttingDown());
            }

            _waiting.Clear();
        }

        _runner.Dispose();
    }

    private static Txt2ImageException ShuttingDown() => new(ErrorCode.Unavailable, "The encoder is shutting down; try again.");

    /// <summary>The expected wait of this job: the rest of the running batch, and the batches that run before its own.</summary>
    private TimeSpan ExpectedWait(EncodeJob job)
    {
        var running = Math.Max(0, Volatile.Read(ref _batchEnds) - _time.GetTimestamp()) * 1000.0 / _time.TimestampFrequency;
        return TimeSpan.FromMilliseconds(
            running + (_waiting.Count == 0 ? 0 : QueueEstimate.Milliseconds(job, _waiting, _costs, Bounds(), IsImpatient)));
    }

    private bool IsImpatient(EncodeJob job) => _time.GetElapsedTime(job.Enqueued) >= _options.BulkPatience;

    private static TimeSpan RetryAfter(TimeSpan wait) => TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 30));

    private void Run()
    {
        while (true)
        {
            _arrivals.Wait();
            if (_stopping)
            {
                return;
            }

            _free.Wait();
            Run(TakeBatch());
        }
    }

    /// <summary>
    /// CUDA's libraries allocate memory for every thread that uses them, and a call to a server blocks: both stay on the device's thread.
    /// </summary>
    private bool RunsAnywhere(EncodeJob job) =>
        job.Kind == WorkKind.Text && _isCpu && _costs.Texts.Of(job.Units) is > 0 and var alone
            && alone < _options.QuickText.TotalMilliseconds;

    /// <summary>Runs the waiting text on this thread, unless more work has arrived or the device is busy.</summary>
    private async ValueTask<bool> TryRunHereAsync()
    {
        // In a grain's turn, this lets calls that arrived together run first; otherwise they would queue behind this one. Together they form a batch.
        await Task.Yield();
        if (!_free.Wait(0))
        {
            return false;
        }

        List<EncodeJob> batch;
        lock (_lock)
        {
            batch = _waiting is [{ Kind: WorkKind.Text }] ? TakeBatch() : [];
        }

        Run(batch);
        return batch.Count > 0;
    }

    /// <summary>Runs a batch and releases the device.</summary>
    private void Run(List<EncodeJob> batch)
    {
        if (batch.Count > 0)
        {
            _runner.Run(batch, _costs);
        }

        Volatile.Write(ref _batchEnds, 0);
        _free.Release();
    }

    private List<EncodeJob> TakeBatch()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                return [];
            }

            var now = _time.GetTimestamp();
            var view = _waiting.ConvertAll(job => new Waiting(job.Kind, job.Tokens.Length, _time.GetElapsedTime(job.Enqueued, now)));
            var chosen = BatchPolicy.Choose(view, Bounds());
            List<EncodeJob> batch = [.. chosen.Select(i => _waiting[i])];
            foreach (var i in chosen.OrderDescending())
            {
                _waiting.RemoveAt(i);
            }

            // One permit was taken for the whole batch. The other permits find an empty or a larger queue, and both cases are handled.
            var cost = _costs.Of(batch[0].Kind);
            var expected = cost.IsTrusted ? cost.Of(EncodeJob.Work(batch)) * _time.TimestampFrequency / 1000 : 0;
            Volatile.Write(ref _batchEnds, now + (long)expected);
            _bulkLed = batch[0].Kind == WorkKind.BulkImage;
            return batch;
        }
    }

    private BatchBounds Bounds()
    {
        var line = _costs.Images.Current;
        var bulk = line.PerUnit > 0 ? Math.Clamp((_options.BulkBatchTime.TotalMilliseconds - line.PerBatch) / line.PerUnit, 1, _most.Images) : 8;
        return new BatchBounds(_most.Texts, _options.MaxTokens, Math.Min((int)bulk, _most.Images), _options.BulkPatience, _bulkLed);
    }
}
