using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Tests.Encoding;

public sealed class BatchPolicyTests
{
    private static readonly BatchBounds Bounds =
        new(MaxBatch: 4, MaxTokens: 40, MaxBulk: 2, BulkPatience: TimeSpan.FromSeconds(5), BulkLedLast: false);

    [Fact]
    public void TheOldest_OfSeveralTexts_Leads()
    {
        Assert.Equal([0, 1, 2], BatchPolicy.Choose([Text(5), Text(5), Text(5)], Bounds));
    }

    [Fact]
    public void MoreTextsThanABatch_TheNearestInLength_GoTogether()
    {
        Assert.Equal([0, 2, 3, 5], BatchPolicy.Choose([Text(8), Text(20), Text(8), Text(9), Text(2), Text(7)], Bounds));
    }

    [Fact]
    public void LongNeighbours_OverMaxTokens_WaitForTheNextBatch()
    {
        Assert.Equal([0, 2], BatchPolicy.Choose([Text(6), Text(30), Text(12)], Bounds));
    }

    [Fact]
    public void ATextLongerThanMaxTokens_LeadsAlone_RatherThanNever()
    {
        Assert.Equal([0], BatchPolicy.Choose([Text(77), Text(77)], Bounds));
    }

    [Fact]
    public void Texts_ThatFillMaxTokensExactly_GoTogether()
    {
        Assert.Equal([0, 1, 2, 3], BatchPolicy.Choose([Text(10), Text(10), Text(10), Text(10)], Bounds));
    }

    [Fact]
    public void Texts_BehindBulkImages_GoFirst()
    {
        Assert.Equal([2, 3], BatchPolicy.Choose([Bulk(), Bulk(), Text(5), Text(5)], Bounds));
    }

    [Fact]
    public void UrgentImages_PassBulkImages_AndTakeNoneAlong()
    {
        Assert.Equal([1], BatchPolicy.Choose([Bulk(), Waits(WorkKind.UrgentImage), Bulk()], Bounds));
    }

    [Fact]
    public void BulkImages_AreCut_ToTheirMeasuredSize()
    {
        Assert.Equal([0, 1], BatchPolicy.Choose([Bulk(), Bulk(), Bulk()], Bounds));
    }

    [Fact]
    public void ABulkImage_OutOfPatience_PassesTexts()
    {
        Assert.Equal([1, 2], BatchPolicy.Choose([Text(5), Bulk(TimeSpan.FromSeconds(6)), Bulk()], Bounds));
        Assert.Equal([1, 2], BatchPolicy.Choose([Text(5), Bulk(Bounds.BulkPatience), Bulk()], Bounds));
    }

    [Fact]
    public void BulkImages_ThatLedTheLastBatch_LetAQuestionPass()
    {
        Waiting[] waiting = [Bulk(TimeSpan.FromSeconds(6)), Text(5)];
        Assert.Equal([1], BatchPolicy.Choose(waiting, Bounds with { BulkLedLast = true }));
        Assert.Equal([0], BatchPolicy.Choose(waiting[..1], Bounds with { BulkLedLast = true }));
    }

    /// <summary>
    /// A full queue of images that have all lost their patience, and a text now and then: the text waits for two bulk batches at most.
    /// </summary>
    [Fact]
    public void Texts_UnderSaturatedIngest_WaitForTwoBulkBatchesAtMost()
    {
        List<Waiting> waiting = [.. Enumerable.Range(0, 100).Select(_ => Bulk(TimeSpan.FromSeconds(6)))];
        var bulkLed = false;
        var passed = 0;
        for (var batch = 0; batch < 300; batch++)
        {
            if (batch % 3 == 0)
            {
                waiting.Add(Text(5));
                passed = 0;
            }

            var chosen = BatchPolicy.Choose(waiting, Bounds with { BulkLedLast = bulkLed });
            bulkLed = waiting[chosen[0]].Kind == WorkKind.BulkImage;
            var isTextWaiting = waiting.Exists(one => one.Kind == WorkKind.Text);
            passed += bulkLed && isTextWaiting ? 1 : 0;
            Assert.InRange(passed, 0, 1);
            foreach (var i in chosen.OrderDescending())
            {
                waiting.RemoveAt(i);
                if (bulkLed)
                {
                    waiting.Add(Bulk(TimeSpan.FromSeconds(6)));
                }
            }
        }

        Assert.DoesNotContain(waiting, one => one.Kind == WorkKind.Text);
    }

    private static Waiting Text(int length) => Waits(WorkKind.Text, length);

    private static Waiting Bulk(TimeSpan waited = default) => new(WorkKind.BulkImage, 0, waited);

    private static Waiting Waits(WorkKind kind, int length = 0) => new(kind, length, TimeSpan.Zero);
}
