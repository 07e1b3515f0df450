using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class FilterJsonTests
{
    [Theory]
    [InlineData("""{"field":"kind","eq":"cat"}""")]
    [InlineData("""{"field":"year","eq":2005}""")]
    [InlineData("""{"field":"rating","eq":2.5}""")]
    [InlineData("""{"field":"lit","eq":true}""")]
    [InlineData("""{"field":"kind","in":["cat","dog",7]}""")]
    [InlineData("""{"field":"kind","in":[]}""")]
    [InlineData("""{"field":"year","range":{"min":1990,"max":1999.5}}""")]
    [InlineData("""{"field":"year","range":{"max":-1}}""")]
    [InlineData("""{"field":"lit","exists":true}""")]
    [InlineData("""{"and":[{"field":"a","eq":1},{"or":[{"field":"b","eq":2},{"not":{"field":"c","exists":true}}]}]}""")]
    [InlineData("""{"and":[]}""")]
    [InlineData("""{"field":"day","in":["2024-05-31",1717113600]}""")]
    public void AFilter_ReadAndWritten_IsTheSame(string json) => Assert.Equal(json, FilterJson.Write(FilterJson.Read(json)));

    [Theory]
    [InlineData("""{ "eq" : "cat", "field" : "kind" }""", """{"field":"kind","eq":"cat"}""")]
    [InlineData("""{"field":"year","eq":2005.0}""", """{"field":"year","eq":2005}""")]
    [InlineData("""{"field":"lit","exists":false}""", """{"not":{"field":"lit","exists":true}}""")]
    [InlineData("""{"field":"year","range":{"max":2e3,"min":1.0}}""", """{"field":"year","range":{"min":1,"max":2000}}""")]
    [InlineData(
        """{"field":"taken","range":{"min":"2024-05-31","max":"2024-05-31"}}""",
        """{"field":"taken","range":{"min":1717113600,"max":1717199999.999}}""")]
    [InlineData("""{"field":"taken","range":{"min":"2024-05-31T18:30:00+02:00"}}""", """{"field":"taken","range":{"min":1717173000}}""")]
    [InlineData("""{"field":"taken","range":{"max":"2024-05-31T18:30:00.5Z"}}""", """{"field":"taken","range":{"max":1717180200.5}}""")]
    [InlineData("""{"field":"taken","range":{"min":"1969-12-31T23:59"}}""", """{"field":"taken","range":{"min":-60}}""")]
    [InlineData("""{"field":"day","eq":"2024-05-31"}""", """{"field":"day","in":["2024-05-31",1717113600]}""")]
    [InlineData(
        """{"field":"day","in":["soon","2024-05-31T00:00:00Z",1717113600]}""",
        """{"field":"day","in":["soon","2024-05-31T00:00:00Z",1717113600]}""")]
    public void Filters_WithEqualMeaning_HaveOneSpelling(string json, string written) =>
        Assert.Equal(written, FilterJson.Write(FilterJson.Read(json)));

    [Theory]
    [InlineData("nonsense", "not valid JSON")]
    [InlineData("[]", "object")]
    [InlineData("""{"field":"year","gt":5}""", "'gt'")]
    [InlineData("""{"field":"year"}""", "exactly one")]
    [InlineData("""{"field":"year","eq":1,"in":[2]}""", "exactly one")]
    [InlineData("""{"field":"year","and":[]}""", "and")]
    [InlineData("""{"field":7,"eq":1}""", "must be a string")]
    [InlineData("""{"field":"year","eq":null}""", "The value for 'year'")]
    [InlineData("""{"field":"year","eq":[1]}""", "The value for 'year'")]
    [InlineData("""{"field":"year","in":5}""", "array")]
    [InlineData("""{"field":"year","exists":1}""", "true or false")]
    [InlineData("""{"field":"year","range":{}}""", "min, max or both")]
    [InlineData("""{"field":"year","range":{"from":1}}""", "min, max or both")]
    [InlineData("""{"field":"year","range":{"min":"1"}}""", "a number")]
    [InlineData("""{"field":"year","range":{"min":"2024-02-30"}}""", "2024-05-31")]
    [InlineData("""{"field":"year","range":{"min":"31.5.2024"}}""", "2024-05-31")]
    [InlineData("""{"field":"year","range":{"min":1e999}}""", "a number")]
    [InlineData("""{"or":{"field":"year","eq":1}}""", "array")]
    [InlineData("""{"not":[]}""", "object")]
    [InlineData("""{"field":"year","eq":1,"eq":2}""", "duplicate")]
    [InlineData("""{"field":"\ud800","eq":1}""", "surrogate")]
    public void WhatIsNoFilter_IsRefused_WithWhatToWrite(string json, string says)
    {
        var failure = Assert.Throws<Txt2ImageException>(() => FilterJson.Read(json));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_OfTheMostConditionsAndValues_IsRead()
    {
        var conditions = string.Join(',', Enumerable.Repeat("""{"field":"a","exists":true}""", FilterJson.MostConditions - 1));
        var values = string.Join(',', Enumerable.Range(0, FilterJson.MostValues));
        Assert.Equal(FilterJson.MostConditions - 1, Assert.IsType<Filter.And>(FilterJson.Read($$"""{"and":[{{conditions}}]}""")).Operands.Count);
        Assert.Equal(FilterJson.MostValues, Assert.IsType<Filter.In>(FilterJson.Read($$"""{"field":"a","in":[{{values}}]}""")).Values.Count);
    }

    [Fact]
    public void Filter_OutOfBounds_IsRejected()
    {
        var condition = """{"field":"a","eq":1}""";
        var deep = string.Concat(Enumerable.Repeat("""{"not":""", 40)) + condition + new string('}', 40);
        var wide = $$"""{"and":[{{string.Join(',', Enumerable.Repeat(condition, FilterJson.MostConditions))}}]}""";
        var values = $$"""{"field":"a","in":[{{string.Join(',', Enumerable.Range(0, FilterJson.MostValues + 1))}}]}""";
        var years = Enumerable.Range(1800, (FilterJson.MostValues / 2) + 1).Select(year => $"\"{year}-01-01\"");
        var dates = $$"""{"field":"a","in":[{{string.Join(',', years)}}]}""";
        var half = $$"""{"field":"a","in":[{{string.Join(',', Enumerable.Range(0, (FilterJson.MostValues / 2) + 1))}}]}""";
        var together = $$"""{"or":[{{half}},{{half}}]}""";
        foreach (var json in new[] { deep, wide, values, dates, together, $$"""{"field":"a","eq":"{{new string('x', 5000)}}"}""" })
        {
            Assert.Equal(ErrorCode.InvalidRequest, Assert.Throws<Txt2ImageException>(() => FilterJson.Read(json)).Code);
        }
    }
}
