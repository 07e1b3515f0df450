using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Txt2Image.Grains.Telemetry;

/// <summary>
/// What this service counts and traces, under one name. No tag and no span ever holds what was asked. While nobody listens, a measurement costs a
/// comparison and allocates nothing.
/// </summary>
internal static class Instruments
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Txt2Image";

    private static readonly Meter Meter = new(Name);

    /// <summary>Bounds of durations, in seconds: from an answer out of memory to a deadline.</summary>
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };

    /// <summary>The spans of a search and of an image's way in.</summary>
    public static readonly ActivitySource Activities = new(Name);

    /// <summary>Answers of questions, by <c>cache</c>: what answered (none, memory, distributed).</summary>
    public static readonly Counter<long> Answers = Meter.CreateCounter<long>("txt2image.answers", "{answer}", "Answered questions");

    /// <summary>Calls of the distributed cache, by <c>kind</c> (embedding, answer) and <c>outcome</c> (hit, miss, failure, skipped, written).</summary>
    public static readonly Counter<long> CacheCalls = Meter.CreateCounter<long>("txt2image.cache.calls", "{call}", "Calls of the distributed cache");

    /// <summary>How long work waited for its device, by <c>device</c>, <c>model</c> and <c>kind</c>.</summary>
    public static readonly Histogram<double> QueueWait = Meter.CreateHistogram(
        "txt2image.queue.wait", "s", "Time that texts and images waited for their device", tags: null, Durations);

    /// <summary>How many shared a batch, by <c>device</c>, <c>model</c> and <c>tower</c>.</summary>
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram(
        "txt2image.batch.size", "{item}", "Texts or images in a batch", tags: null, Sizes);

    /// <summary>How long a batch ran, by <c>device</c>, <c>model</c> and <c>tower</c>.</summary>
    public static readonly Histogram<double> Inference = Meter.CreateHistogram(
        "txt2image.inference.duration", "s", "Time that a device took for a batch", tags: null, Durations);

    /// <summary>Batches that failed, by <c>device</c>, <c>model</c> and <c>tower</c>.</summary>
    public static readonly Counter<long> InferenceFailures =
        Meter.CreateCounter<long>("txt2image.inference.failures", "{batch}", "Batches that a device failed on");

    /// <summary>Calls of the vector store, by <c>operation</c> and <c>outcome</c>.</summary>
    public static readonly Histogram<double> StoreCalls = Meter.CreateHistogram(
        "txt2image.store.duration", "s", "Time that calls of the vector store took", tags: null, Durations);

    /// <summary>Images that were sent, by <c>outcome</c> (Added, Updated, Unchanged, Failed) and, of failures, <c>error</c>.</summary>
    public static readonly Counter<long> Images = Meter.CreateCounter<long>("txt2image.images", "{image}", "Images that were sent to be added");
}
