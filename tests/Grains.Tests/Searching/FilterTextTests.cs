using System.Globalization;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class FilterTextTests
{
    private const string Letters = "ab12.:=!<>(),\" andornotinexists-";

    [Theory]
    [InlineData("year>=2020 and tag:beach", """{"and":[{"field":"year","range":{"min":2020}},{"field":"tag","eq":"beach"}]}""")]
    [InlineData("a=1 or b=2 AND c=3", """{"or":[{"field":"a","eq":1},{"and":[{"field":"b","eq":2},{"field":"c","eq":3}]}]}""")]
    [InlineData("(a=1 or b=2) and c=3", """{"and":[{"or":[{"field":"a","eq":1},{"field":"b","eq":2}]},{"field":"c","eq":3}]}""")]
    [InlineData("not (a=1 and b=2)", """{"not":{"and":[{"field":"a","eq":1},{"field":"b","eq":2}]}}""")]
    [InlineData("kind in (cat, \"big dog\",7)", """{"field":"kind","in":["cat","big dog",7]}""")]
    [InlineData("lit = true", """{"field":"lit","eq":true}""")]
    [InlineData("lit=\"true\"", """{"field":"lit","eq":"true"}""")]
    [InlineData("rating <= -2.5", """{"field":"rating","range":{"max":-2.5}}""")]
    [InlineData("x>1", """{"and":[{"field":"x","range":{"min":1}},{"not":{"field":"x","range":{"min":1,"max":1}}}]}""")]
    [InlineData("x<1", """{"and":[{"field":"x","range":{"max":1}},{"not":{"field":"x","range":{"min":1,"max":1}}}]}""")]
    [InlineData("kind != cat", """{"not":{"field":"kind","eq":"cat"}}""")]
    [InlineData("not year exists", """{"not":{"field":"year","exists":true}}""")]
    [InlineData("taken>=2024-05-31", """{"field":"taken","range":{"min":"2024-05-31"}}""")]
    [InlineData("taken<=2024-05-31T18:30:00Z", """{"field":"taken","range":{"max":"2024-05-31T18:30:00Z"}}""")]
    [InlineData("\"tag:private\":yes", """{"field":"tag:private","eq":"yes"}""")]
    [InlineData("\"and\"=\"say \"\"hi\"\"\"", """{"field":"and","eq":"say \"hi\""}""")]
    [InlineData("android=1", """{"field":"android","eq":1}""")]
    public void Text_OfAFilter_MeansWhatItsJsonMeans(string text, string json)
    {
        Assert.False(FilterText.IsJson(text));
        Assert.Equal(FilterJson.Write(FilterJson.Read(json)), FilterJson.Write(FilterText.Read(text)));
    }

    [Theory]
    [InlineData("nonsense", 9, "after a field comes one of")]
    [InlineData("year>=", 7, "here comes a value")]
    [InlineData("year>=2020 tag:beach", 12, "'and', 'or' or the end")]
    [InlineData("year>=2020 and", 15, "here comes a field")]
    [InlineData("(a=1", 5, "here comes ')'")]
    [InlineData("a in 1", 6, "here comes '('")]
    [InlineData("a in (1 2)", 9, "here comes ')'")]
    [InlineData("a=\"b", 3, "has no second one")]
    [InlineData("", 1, "here comes a field")]
    public void Text_ThatIsNone_IsRejectedAtItsPosition(string text, int position, string why)
    {
        var failure = Assert.Throws<Txt2ImageException>(() => FilterText.Read(text));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"at position {position}:"), failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_NestedTooDeeply_IsRejected()
    {
        foreach (var levels in (int[])[8, 17, 100_000])
        {
            var text = string.Concat(Enumerable.Repeat("not (a=1 or ", levels)) + "b=2" + new string(')', levels);
            Assert.Equal(ErrorCode.InvalidRequest, Assert.Throws<Txt2ImageException>(() => FilterText.Read(text)).Code);
        }
    }

    [Fact]
    public void Texts_AtRandom_AreFiltersOrRejected()
    {
        var (read, rejected) = (0, 0);
        for (var number = 0; number < 100_000; number++)
        {
            var random = new Random(number);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Letters[random.Next(Letters.Length)]));
            try
            {
                var written = FilterJson.Write(FilterText.Read(text));
                Assert.Equal(written, FilterJson.Write(FilterJson.Read(written)));
                read++;
            }
            catch (Txt2ImageException exception) when (exception.Code == ErrorCode.InvalidRequest)
            {
                rejected++;
            }
        }

        Assert.True(read > 100 && rejected > 100, $"{read} read and {rejected} rejected do not test both.");
    }
}
