namespace Txt2Image.Grains.Encoding;

/// <summary>One text or image in a device's queue.</summary>
internal sealed class EncodeJob
{
    private EncodeJob(WorkKind kind) => Kind = kind;

    public WorkKind Kind { get; }

    public ReadOnlyMemory<int> Tokens { get; private init; }

    public ReadOnlyMemory<byte> Tile { get; private init; }

    /// <summary>When it entered the queue.</summary>
    public long Enqueued { get; set; }

    /// <summary>Continuations run asynchronously, because the device's thread has the next batch to run.</summary>
    public TaskCompletionSource<Encoded> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its work if it runs alone: its number of tokens, or one image.</summary>
    public int Units => Kind == WorkKind.Text ? Tokens.Length : 1;

    /// <summary>
    /// The work of a batch of one tower, as <see cref="BatchCost"/> counts it: longest text x number of texts, or the number of images.
    /// </summary>
    public static int Work(IReadOnlyList<EncodeJob> batch) => batch.Count * batch.Max(job => job.Units);

    public static EncodeJob Text(ReadOnlyMemory<int> tokens) => new(WorkKind.Text) { Tokens = tokens };

    public static EncodeJob Image(ReadOnlyMemory<byte> tile, bool urgent) =>
        new(urgent ? WorkKind.UrgentImage : WorkKind.BulkImage) { Tile = tile };
}

/// <summary>An embedding and its timings; without a vector if the queue rejected the work.</summary>
internal readonly record struct Encoded(float[]? Vector, TimeSpan? RetryAfter, TimeSpan Queued, TimeSpan Inference, int BatchSize);
