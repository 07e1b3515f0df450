using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Demo;

/// <summary>Adds the demo gallery in small batches, two at a time: one is decoded and embedded while the other is written.</summary>
internal sealed partial class DemoFiller(ImageAdder adder, DemoProgress progress, TimeProvider time, ILogger<DemoFiller> log)
{
    private const int BatchSize = 16;
    private const int Lanes = 2;
    private const int Tries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(2);

    /// <summary>Adds all samples. Those that already exist cost little.</summary>
    /// <returns>The stage that was reached, and how many images the collection has.</returns>
    public async Task<(DemoStage Stage, int Images)> FillAsync(
        Collection collection, IReadOnlyList<Sample> samples, SampleEmbeddings embeddings, CancellationToken cancellationToken)
    {
        var run = new Run(collection, samples.Count, time.GetTimestamp());
        Progress(0, samples.Count);
        var lanes = new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            samples.Chunk(BatchSize), lanes, (batch, token) => new ValueTask(AddAsync(run, batch, embeddings, token)));
        if (run.IsGone)
        {
            return (DemoStage.Deleted, 0);
        }

        Progress(run.Done, run.Total);
        return (run.IsComplete ? DemoStage.Filled : DemoStage.Filling, run.Done);
    }

    private async Task AddAsync(Run run, IReadOnlyList<Sample> batch, SampleEmbeddings embeddings, CancellationToken cancellationToken)
    {
        var rest = await Task.WhenAll(batch.Select(sample => sample.LoadAsync(embeddings, cancellationToken)));
        for (var attempt = 1; rest.Length > 0 && !run.IsGone; attempt++)
        {
            var added = await adder.AddAsync(run.Collection, rest, cancellationToken);
            Count(run, rest, added);
            rest = [.. rest.Where((_, i) => WillPass(added[i].Outcome))];
            if (rest.Length == 0)
            {
                return;
            }

            if (attempt == Tries)
            {
                run.IsComplete = false;
                return;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private void Count(Run run, ImageUpload[] uploads, IReadOnlyList<ImageAdded> added)
    {
        lock (run)
        {
            for (var i = 0; i < added.Count; i++)
            {
                var outcome = added[i].Outcome;
                if (outcome.Status != AddStatus.Failed)
                {
                    run.Done++;
                }
                else if (outcome.Error == ErrorCode.NotFound)
                {
                    run.IsGone = true;
                }
                else if (!WillPass(outcome))
                {
                    Rejected(uploads[i].Name, outcome.Detail ?? "");
                }
            }

            progress.Current = new(run.Collection.Name, run.Done, run.Total);
            if (time.GetElapsedTime(run.Reported) < ReportInterval)
            {
                return;
            }

            run.Reported = time.GetTimestamp();
            Progress(run.Done, run.Total);
        }
    }

    private static bool WillPass(AddOutcome outcome) => outcome.Error is ErrorCode.Overloaded or ErrorCode.Unavailable or ErrorCode.Timeout;

    [LoggerMessage(LogLevel.Information, "demo collection: {Done} of {Total} images")]
    private partial void Progress(int done, int total);

    [LoggerMessage(LogLevel.Warning, "demo collection: {Name} was rejected: {Reason}")]
    private partial void Rejected(string name, string reason);

    /// <summary>The progress of one run.</summary>
    private sealed class Run(Collection collection, int total, long reported)
    {
        public Collection Collection { get; } = collection;

        public int Total { get; } = total;

        public int Done { get; set; }

        public long Reported { get; set; } = reported;

        /// <summary>Whether the collection was deleted meanwhile.</summary>
        public bool IsGone { get; set; }

        /// <summary>Whether every image was added or permanently rejected.</summary>
        public bool IsComplete { get; set; } = true;
    }
}
