using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Tests.Tables;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("2024-05-31", "1717113600")]
    [InlineData("2024/05/31", "1717113600")]
    [InlineData("2024-05-31T18:30:00+02:00", "1717173000")]
    [InlineData("2024-05-31 16:30:00", "1717173000")]
    [InlineData("2024-05-31T16:30:00Z", "1717173000")]
    [InlineData("2024-05-31 16:30:00.5", "1717173000.5")]
    [InlineData("2024:05:31 16:30:00", "1717173000")]
    [InlineData("1969-12-31", "-86400")]
    public void Date_SpelledAsOne_IsItsSecondsSince1970(string text, string expected) =>
        Assert.Equal(expected, CellText.Date(text)!.ToJsonString());

    [Theory]
    [InlineData("2024-13-01")]
    [InlineData("2024-05")]
    [InlineData("31.05.2024")]
    [InlineData("2024-05-31 and later")]
    [InlineData("spring")]
    public void Date_SpelledOtherwise_IsNone(string text) => Assert.Null(CellText.Date(text));

    [Theory]
    [InlineData("1999", "1999")]
    [InlineData("-3e2", "-3e2")]
    [InlineData("true", "true")]
    [InlineData("00123", "\"00123\"")]
    [InlineData("1e999", "\"1e999\"")]
    [InlineData("2024-05-31", "\"2024-05-31\"")]
    [InlineData("{}", "\"{}\"")]
    public void Typed_Cell_IsANumberOnlyIfJsonReadsOne(string text, string expected) => Assert.Equal(expected, CellText.Typed(text).ToJsonString());
}
