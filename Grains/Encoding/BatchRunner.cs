using Txt2Image.Clip.Inference;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Encoding;

/// <summary>
/// Runs batches on a device and returns each job its own result. A batch that fails is run again in halves, so that a bad item fails alone. A device
/// that was short of memory gets smaller batches for a while.
/// </summary>
internal sealed class BatchRunner(ITowers towers, BatchMeter meter, TimeProvider time) : IDisposable
{
    private readonly FittingBatch _fitting = new(time);
    private DeviceHealth _health = new(null, null, 0);

    /// <summary>The device's health according to its last runs.</summary>
    public DeviceHealth Health => Volatile.Read(ref _health);

    /// <summary>Runs jobs for one tower (all texts or all images).</summary>
    public void Run(IReadOnlyList<EncodeJob> batch, DeviceCosts costs)
    {
        foreach (var part in batch.Chunk(_fitting.Most(batch[0].Kind)))
        {
            RunPart(part, costs);
        }
    }

    public void Dispose() => towers.Dispose();

    private void RunPart(EncodeJob[] batch, DeviceCosts costs)
    {
        var started = time.GetTimestamp();
        float[][] vectors;
        try
        {
            vectors = batch[0].Kind == WorkKind.Text
                ? towers.EncodeTexts([.. batch.Select(job => job.Tokens)])
                : towers.EncodeImages([.. batch.Select(job => job.Tile)]);
        }
        catch (TowersUnavailableException exception)
        {
            RunNone(batch, exception);
            return;
        }
        catch (DeviceMemoryException exception)
        {
            _fitting.DoesNotFit(batch[0].Kind, batch.Length);
            RunHalves(batch, costs, exception);
            return;
        }
#pragma warning disable CA1031 // The device's thread must survive anything that a native runtime throws.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RunHalves(batch, costs, exception);
            return;
        }

        var took = time.GetElapsedTime(started);
        costs.Of(batch[0].Kind).Note(EncodeJob.Work(batch), took);
        meter.Ran(batch[0].Kind, batch.Length, took);
        Volatile.Write(ref _health, new DeviceHealth(time.GetTimestamp(), null, 0));
        for (var i = 0; i < batch.Length; i++)
        {
            var queued = time.GetElapsedTime(batch[i].Enqueued, started);
            meter.Waited(batch[i].Kind, queued);
            batch[i].Completion.TrySetResult(new Encoded(vectors[i], null, queued, took, batch.Length));
        }
    }

    /// <summary>No part of the batch can run either. A server that is only busy is not a broken device.</summary>
    private void RunNone(EncodeJob[] batch, TowersUnavailableException failure)
    {
        meter.Failed(batch[0].Kind);
        if (failure.RetryAfter is null)
        {
            Note(failure);
        }

        foreach (var job in batch)
        {
            if (failure.RetryAfter is { } retryAfter)
            {
                job.Completion.TrySetResult(new Encoded(null, retryAfter, default, default, 0));
            }
            else
            {
                job.Completion.TrySetException(
                    new Txt2ImageException(ErrorCode.Unavailable, "The encoder's device does not answer; try again.", failure));
            }
        }
    }

    private void RunHalves(EncodeJob[] batch, DeviceCosts costs, Exception failure)
    {
        meter.Failed(batch[0].Kind);
        if (batch.Length > 1)
        {
            RunPart(batch[..(batch.Length / 2)], costs);
            RunPart(batch[(batch.Length / 2)..], costs);
            return;
        }

        Note(failure);
        batch[0].Completion.TrySetException(
            new Txt2ImageException(ErrorCode.Unavailable, "The encoder's device failed on this input; try again.", failure));
    }

    private void Note(Exception failure)
    {
        var last = Health;
        Volatile.Write(ref _health, last with { Fault = failure.Message, FailuresInARow = last.FailuresInARow + 1 });
    }
}

/// <summary>A device's health according to its last runs.</summary>
/// <param name="LastSuccess">The timestamp of the last successful inference, or null.</param>
/// <param name="Fault">The message of the last failure, for logs and the readiness report, or null.</param>
/// <param name="FailuresInARow">How many single items have failed since the last success.</param>
internal sealed record DeviceHealth(long? LastSuccess, string? Fault, int FailuresInARow)
{
    /// <summary>A device counts as broken after this many consecutive failures of single items.</summary>
    public const int BrokenAfter = 3;

    public bool Broken => FailuresInARow >= BrokenAfter;
}
