using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching.Arranging;

namespace Txt2Image.Grains.Tests.Searching.Arranging;

public sealed class FacetCounterTests
{
    [Fact]
    public void Count_OfTextsNumbersAndBooleans_IsByDescendingCountThenValue()
    {
        SearchHit[] hits =
        [
            Hits.Of(1, fields: """{"tag":"sea","year":2024,"raw":true}"""), Hits.Of(2, fields: """{"tag":"a \"b\"","year":2024}"""),
            Hits.Of(3, fields: """{"tag":"sea","year":"2024"}"""), Hits.Of(4), Hits.Of(5, fields: """{"tag":"air"}"""),
        ];

        var facets = FacetCounter.Count([.. hits], ["tag", "year", "raw", "none"]);

        Assert.Equal(["tag", "year", "raw", "none"], facets.Select(facet => facet.Field));
        Assert.Equal([new("\"sea\"", 2), new("""
            "a \"b\""
            """, 1), new("\"air\"", 1)], facets[0].Values);
        Assert.Equal([new("2024", 2), new("\"2024\"", 1)], facets[1].Values);
        Assert.Equal([new("true", 1)], facets[2].Values);
        Assert.Equal([1, 2, 4, 5], facets.Select(facet => facet.Missing));
        Assert.Empty(facets[3].Values);
    }

    [Fact]
    public void Count_MoreValuesThanAreListed_SumsTheOthers()
    {
        SearchHit[] hits = [.. Enumerable.Range(0, 30).Select(i => Hits.Of(i, fields: $$"""{"n":{{i}}}""")), Hits.Of(40, fields: """{"n":29}""")];

        var facet = FacetCounter.Count([.. hits], ["n"])[0];

        Assert.Equal((FacetCounter.MostValues, new FacetValue("29", 2), 10, 0), (facet.Values.Length, facet.Values[0], facet.Others, facet.Missing));
    }

    [Fact]
    public void Count_OfSizes_IsThePicturesUnlessAFieldHidesIt()
    {
        var facets = FacetCounter.Count([Hits.Of(1), Hits.Of(2, fields: """{"width":"wide"}""")], ["width", "height"]);

        Assert.Equal([new("\"wide\"", 1), new("101", 1)], facets[0].Values);
        Assert.Equal([new("50", 2)], facets[1].Values);
    }
}
