using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Tests.Encoding;

public sealed class BatchPolicyTests
{
    private static readonly BatchBounds Bounds = new(MaxBatch: 4, MaxTokens: 40, MaxBulk: 2, BulkPatience: TimeSpan.FromSeconds(5));

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
    }

    private static Waiting Text(int length) => Waits(WorkKind.Text, length);

    private static Waiting Bulk(TimeSpan waited = default) => new(WorkKind.BulkImage, 0, waited);

    private static Waiting Waits(WorkKind kind, int length = 0) => new(kind, length, TimeSpan.Zero);
}
