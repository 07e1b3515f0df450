using Txt2Image.Api.Demo;

namespace Txt2Image.Api.Tests.Demo;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "a|b;c|d")]
    [InlineData("a,b\r\nc,d", "a|b;c|d")]
    [InlineData("\"a,b\",c", "a,b|c")]
    [InlineData("\"say \"\"hi\"\"\",c", "say \"hi\"|c")]
    [InlineData("\"two\nlines\",c\nd,e", "two\nlines|c;d|e")]
    [InlineData("a,,\n", "a||")]
    [InlineData("\n\na\n", "a")]
    [InlineData("a,\"\"", "a|")]
    [InlineData("", "")]
    public void Read_Text_GivesItsRows(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', CsvReader.Read(new StringReader(text)).Select(row => string.Join('|', row))));
}
