using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;

namespace Txt2Image.Grains.Tests.Client;

public sealed class QueryKeyTests
{
    [Theory]
    [InlineData("Red Bicycle", "  red \n bicycle ")]
    [InlineData("cat’s", "cat's")]
    public void Texts_WithEqualTokens_ShareAKey(string one, string other) => Assert.Equal(Key(one), Key(other));

    [Theory]
    [InlineData("x²", "x2")]
    [InlineData("straße", "strasse")]
    [InlineData("café", "cafe")]
    public void Texts_WithOtherTokens_HaveKeysOfTheirOwn(string one, string other) =>
        Assert.NotEqual(Key(one), Key(other));

    [Fact]
    public void AKey_NamesTheCleaner_AndReadsBackUncleaned()
    {
        var key = Key("&amp;amp;amp; Bicycle");
        Assert.StartsWith("text/clip:", key.Value, StringComparison.Ordinal);
        Assert.Equal(key, QueryKey.Parse(key.Value));
    }

    [Theory]
    [InlineData("text/clip:red bicycle", "red bicycle")]
    [InlineData("text/clip-fast:a: text/clip:b", "a: text/clip:b")]
    [InlineData("text/lower:", "")]
    public void AKey_OfAnyCleaner_IsReadAndRedacted(string value, string cleaned)
    {
        var key = QueryKey.Parse(value);
        Assert.Equal((value, cleaned), (key.Value, key.Cleaned));
        Assert.Equal($"query/{value[..^cleaned.Length]}…", QueryKey.Redact($"query/{value}"));
    }

    [Theory]
    [InlineData("red bicycle")]
    [InlineData("x/text/clip:red")]
    [InlineData("text/:red")]
    public void AKey_WithoutACleaner_IsRejected(string value) => Assert.Throws<Txt2ImageException>(() => QueryKey.Parse(value));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Key_OfEmptyText_IsRejected(string text) =>
        Assert.Equal(ErrorCode.InvalidRequest, Assert.Throws<Txt2ImageException>(() => Key(text)).Code);

    [Fact]
    public void TooLong_IsRefused_NamingTheLimit()
    {
        var failure = Assert.Throws<Txt2ImageException>(() => Key(new string('a', 1001)));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Contains("1000", failure.Message.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static QueryKey Key(string text) => QueryKey.FromText(TestModel.Instance.Tokenizer, text);
}
