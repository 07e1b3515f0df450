namespace Txt2Image.Client.Tests;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("localhost:8080", "http://localhost:8080/")]
    [InlineData("https://a.example/images/?x=1", "https://a.example/images/")]
    public void Address_AsPeopleWriteIt_IsUnderstood(string text, string expected) => Assert.Equal(expected, ServerAddress.Parse(text).AbsoluteUri);

    [Theory]
    [InlineData("/collections/x")]
    [InlineData("/p/collections/x")]
    public void Address_OfAnImage_IsBelowTheServers(string relative) =>
        Assert.Equal("http://a/p/collections/x", ServerAddress.Absolute(new Uri("http://a/p/"), relative).AbsoluteUri);

    [Theory]
    [InlineData("ftp://a.example")]
    [InlineData("http://")]
    [InlineData("")]
    public void Address_ThatIsNone_IsRejected(string text) => Assert.Throws<FormatException>(() => ServerAddress.Parse(text));
}
