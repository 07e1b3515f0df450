using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Grains.Encoding;

/// <summary>How devices queue and batch work.</summary>
public sealed class EncodingOptions
{
    /// <summary>The most items in one batch, on any device.</summary>
    [Range(1, 1024)]
    public int MaxBatch { get; set; } = 64;

    /// <summary>
    /// On a CPU, the most texts in one batch per core, and half as many images. Larger batches are no faster there, and exceed the caches when the
    /// CPU has other work.
    /// </summary>
    [Range(1, 1024)]
    public int MaxBatchPerCore { get; set; } = 16;

    /// <summary>The most tokens in one batch of texts, counted as the longest text times the number of texts.</summary>
    [Range(64, 1 << 20)]
    public int MaxTokens { get; set; } = 2048;

    /// <summary>The most items that may wait for one device. Beyond that, work is rejected as overloaded.</summary>
    [Range(1, 1 << 20)]
    public int MaxQueue { get; set; } = 1024;

    /// <summary>
    /// On a CPU, a text that arrives alone and takes less than this runs on the thread where it arrives. This saves two thread switches, a tenth of a
    /// millisecond, and delays other work of its silo by no more than this. 0: never.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.100")]
    public TimeSpan QuickText { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>About how long a batch of ingested images may take, by measurement, because queries wait behind it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan BulkBatchTime { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>After this long in the queue, an ingested image overtakes queries, so that ingesting never stops.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan BulkPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an ingested image may wait for a device. It is less than the 15 s after which its silo counts as lost.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:12")]
    public TimeSpan BulkBudget { get; set; } = TimeSpan.FromSeconds(8);
}
