using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching.Arranging;

namespace Txt2Image.Grains.Tests.Searching.Arranging;

public sealed class HitSortingTests
{
    [Fact]
    public void Sort_ByTaken_IsLatestFirstAndWithoutATimeLast()
    {
        SearchHit[] hits =
        [
            Hits.Of(1),
            Hits.Of(2, fields: """{"taken":1000}"""),
            Hits.Of(3, fields: """{"taken":"2024-05-31"}"""),
            Hits.Of(4, fields: """{"taken":true}"""),
            Hits.Of(5, fields: """{"taken":1717113601.5}"""),
            Hits.Of(6, fields: """{"taken":"some day"}"""),
            Hits.Of(7, fields: """{"taken":1000}"""),
        ];

        // 2024-05-31 is 1717113600.
        Assert.Equal([5, 3, 2, 7, 1, 4, 6], Hits.Numbers(HitSorting.Sort([.. hits], HitOrder.Taken)));
    }

    [Fact]
    public void Sort_ByName_IgnoresCaseUnlessNothingElseDiffers()
    {
        SearchHit[] hits = [Hits.Of(1, name: "b"), Hits.Of(2, name: "C"), Hits.Of(3, name: "a"), Hits.Of(4, name: "B"), Hits.Of(5, name: "b")];

        Assert.Equal([3, 4, 1, 5, 2], Hits.Numbers(HitSorting.Sort([.. hits], HitOrder.Name)));
    }

    [Fact]
    public void Sort_ByScore_LeavesTheOrder() => Assert.Equal([2, 1], Hits.Numbers(HitSorting.Sort([Hits.Of(2), Hits.Of(1)], HitOrder.Score)));
}
