using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Txt2Image.Grains.Telemetry;

/// <summary>
/// This service's metrics and traces, under one name. No tag and no span ever contains a query's text. While there is no listener, a measurement
/// costs a comparison and allocates nothing.
/// </summary>
internal static class Instruments
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Txt2Image";

    private static readonly Meter Meter = new(Name);

    /// <summary>Histogram bounds of durations, in seconds: from an answer from memory to a deadline.</summary>
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };

    /// <summary>The spans of searching and of adding images.</summary>
    public static readonly ActivitySource Activities = new(Name);

    /// <summary>
    /// Answered queries, by <c>cache</c>: what answered (none, memory, distributed), and <c>complete</c>: whether all images were searched (yes, no).
    /// </summary>
    public static readonly Counter<long> Answers = Meter.CreateCounter<long>("txt2image.answers", "{answer}", "Answered queries");

    /// <summary>The estimated size of the answers that this process keeps.</summary>
    public static readonly UpDownCounter<long> AnswerMemory =
        Meter.CreateUpDownCounter<long>("txt2image.answers.memory", "By", "Memory of kept answers");

    /// <summary>
    /// Calls to the distributed cache, by <c>kind</c> (embedding, answer) and <c>outcome</c> (hit, miss, failure, skipped, written).
    /// </summary>
    public static readonly Counter<long> CacheCalls = Meter.CreateCounter<long>("txt2image.cache.calls", "{call}", "Calls to the distributed cache");

    /// <summary>How long work waited for its device, by <c>device</c>, <c>model</c> and <c>kind</c>.</summary>
    public static readonly Histogram<double> QueueWait = Meter.CreateHistogram(
        "txt2image.queue.wait", "s", "Time that texts and images waited for their device", tags: null, Durations);

    /// <summary>The number of items in a batch, by <c>device</c>, <c>model</c> and <c>tower</c>.</summary>
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram(
        "txt2image.batch.size", "{item}", "Texts or images in a batch", tags: null, Sizes);

    /// <summary>How long a batch ran, by <c>device</c>, <c>model</c> and <c>tower</c>.</summary>
    public static readonly Histogram<double> Inference = Meter.CreateHistogram(
        "txt2image.inference.duration", "s", "Time that a device spent on a batch", tags: null, Durations);

    /// <summary>Batches that failed, by <c>device</c>, <c>model</c> and <c>tower</c>.</summary>
    public static readonly Counter<long> InferenceFailures =
        Meter.CreateCounter<long>("txt2image.inference.failures", "{batch}", "Batches that failed on a device");

    /// <summary>Calls to the vector store, by <c>operation</c> and <c>outcome</c>.</summary>
    public static readonly Histogram<double> StoreCalls = Meter.CreateHistogram(
        "txt2image.store.duration", "s", "Duration of calls to the vector store", tags: null, Durations);

    /// <summary>Images sent, by <c>outcome</c> (Added, Updated, Unchanged, Failed) and, for failures, <c>error</c>.</summary>
    public static readonly Counter<long> Images = Meter.CreateCounter<long>("txt2image.images", "{image}", "Images sent to be added");
}
