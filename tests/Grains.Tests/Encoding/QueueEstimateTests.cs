using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Tests.Encoding;

/// <summary>A text tower of 5 ms a batch and 1 ms a token, an image tower of 10 ms a batch and 20 ms an image.</summary>
public sealed class QueueEstimateTests
{
    private static readonly BatchBounds Bounds =
        new(MaxBatch: 4, MaxTokens: 1000, MaxBulk: 2, BulkPatience: TimeSpan.FromSeconds(5), BulkLedLast: false);

    [Fact]
    public void Text_WithNobodyAhead_WaitsForNothing() => Assert.Equal(0, Estimate(Text()), 1e-9);

    [Fact]
    public void Text_WithTextsAheadThatShareItsBatch_WaitsForTheirShareAlone() =>
        Assert.Equal(3 * 10, Estimate(Text(), Text(), Text(), Text()), 1e-9);

    [Fact]
    public void Text_WithMoreAheadThanABatch_WaitsForWholeBatches() =>
        Assert.Equal(9 * 10 + 2 * 5, Estimate(Text(), [.. Enumerable.Range(0, 9).Select(_ => Text())]), 1e-9);

    [Fact]
    public void Text_BehindPatientBulk_DoesNotWaitForIt() => Assert.Equal(0, Estimate(Text(), Bulk(1), Bulk(1)), 1e-9);

    [Fact]
    public void Text_BehindImpatientBulk_WaitsForOneBulkBatchABatch() =>
        Assert.Equal(10 + 2 * 20, Estimate(Text(), Bulk(6), Bulk(6), Bulk(6), Bulk(6), Bulk(6), Bulk(6)), 1e-9);

    [Fact]
    public void Bulk_BehindAll_WaitsForAll() =>
        Assert.Equal(5 + 2 * 10 + (10 + 20) + (2 * 10 + 3 * 20) - (10 + 20), Estimate(Bulk(0), Text(), Text(), Urgent(), Bulk(0), Bulk(0)), 1e-9);

    [Fact]
    public void AnyJob_OnTowersThatAreHardlyKnown_IsNotSaidToWait() =>
        Assert.Equal(
            0, QueueEstimate.Milliseconds(Text(), [.. Enumerable.Range(0, 500).Select(_ => Text())], Costs(batches: 7), Bounds, _ => false), 1e-9);

    private static double Estimate(EncodeJob job, params EncodeJob[] waiting) =>
        QueueEstimate.Milliseconds(job, waiting, Costs(batches: 10), Bounds, image => image.Enqueued >= Bounds.BulkPatience.TotalSeconds);

    private static DeviceCosts Costs(int batches)
    {
        var costs = new DeviceCosts();
        for (var i = 0; i < batches; i++)
        {
            var size = 1 << (i % 4);
            costs.Texts.Note(size, TimeSpan.FromMilliseconds(5 + size));
            costs.Images.Note(size, TimeSpan.FromMilliseconds(10 + 20 * size));
        }

        return costs;
    }

    private static EncodeJob Text() => EncodeJob.Text(new int[10]);

    private static EncodeJob Urgent() => EncodeJob.Image(new byte[1], urgent: true);

    private static EncodeJob Bulk(long waitedSeconds)
    {
        var job = EncodeJob.Image(new byte[1], urgent: false);
        job.Enqueued = waitedSeconds;
        return job;
    }
}
