using Txt2Image.Cli.Images;

namespace Txt2Image.Cli.Ingest.Reporting;

/// <summary>What a run has done so far. Several uploads count at once.</summary>
internal sealed class RunCounts
{
    private long _known;
    private long _sentBytes;
    private long _removed;
    private long _wouldSend;

    public Tally Tally { get; } = new();

    /// <summary>Images that were skipped at once: they say nothing about how fast others are.</summary>
    public long Known => Interlocked.Read(ref _known);

    public long SentBytes => Interlocked.Read(ref _sentBytes);

    /// <summary>Names that were removed, or would be.</summary>
    public long Removed => Interlocked.Read(ref _removed);

    public long WouldSend => Interlocked.Read(ref _wouldSend);

    public void CountKnown() => Interlocked.Increment(ref _known);

    public void CountSent(long bytes) => Interlocked.Add(ref _sentBytes, bytes);

    public void CountRemoved(long names) => Interlocked.Add(ref _removed, names);

    public void CountWouldSend(long bytes)
    {
        Interlocked.Increment(ref _wouldSend);
        CountSent(bytes);
    }
}
