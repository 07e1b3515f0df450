using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;

namespace Txt2Image.Grains.Tests.Client;

public sealed class QueryKeyTests
{
    [Theory]
    [InlineData("Red Bicycle", "  red \n bicycle ")]
    [InlineData("cat’s", "cat's")]
    public void Texts_WithEqualTokens_ShareAKey(string one, string other) => Assert.Equal(QueryKey.FromText(one), QueryKey.FromText(other));

    [Theory]
    [InlineData("x²", "x2")]
    [InlineData("straße", "strasse")]
    [InlineData("café", "cafe")]
    public void Texts_WithOtherTokens_HaveKeysOfTheirOwn(string one, string other) =>
        Assert.NotEqual(QueryKey.FromText(one), QueryKey.FromText(other));

    [Fact]
    public void AKey_NamesTheCleaner_AndReadsBackUncleaned()
    {
        var key = QueryKey.FromText("&amp;amp;amp; Bicycle");
        Assert.StartsWith("text/clip:", key.Value, StringComparison.Ordinal);
        Assert.Equal(key, QueryKey.Parse(key.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Key_OfEmptyText_IsRejected(string text) =>
        Assert.Equal(ErrorCode.InvalidRequest, Assert.Throws<Txt2ImageException>(() => QueryKey.FromText(text)).Code);

    [Fact]
    public void TooLong_IsRefused_NamingTheLimit()
    {
        var failure = Assert.Throws<Txt2ImageException>(() => QueryKey.FromText(new string('a', 1001)));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Contains("1000", failure.Message.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
