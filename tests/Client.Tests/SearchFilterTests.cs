using System.Text.Json;

namespace Txt2Image.Client.Tests;

public sealed class SearchFilterTests
{
    [Fact]
    public void Filters_Combined_AreTheServersJson()
    {
        var filter = SearchFilter.And(
            SearchFilter.Equal("artist", "Klee"),
            SearchFilter.Or(SearchFilter.Range("year", min: 1990), SearchFilter.In("kind", "oil", 3, true)),
            SearchFilter.Not(SearchFilter.Exists("tag:private")));

        const string Expected =
            """
            {"and": [
              {"field": "artist", "eq": "Klee"},
              {"or": [{"field": "year", "range": {"min": 1990}}, {"field": "kind", "in": ["oil", 3, true]}]},
              {"not": {"field": "tag:private", "exists": true}}]}
            """;
        Assert.Equal(SearchFilter.Parse(Expected).ToString(), filter.ToString());
    }

    [Fact]
    public void Parse_OfItsOwnText_IsTheSame()
    {
        const string Text = """{"field":"year","range":{"max":2000}}""";

        Assert.Equal(Text, SearchFilter.Parse(Text).ToString());
    }

    [Fact]
    public void Parse_OfAnArray_IsRejected() => Assert.Throws<JsonException>(() => SearchFilter.Parse("[]"));
}
