using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Storage.Tests.Qdrant;

public sealed class ApiKeyTests : QdrantStoreTest
{
    private const string Key = "right-key-7f3a";

    protected override StandInOptions ServerOptions => new() { ApiKey = Key };

    [Fact]
    public async Task Call_RightKey_IsAnswered()
    {
        await using var store = Open(options => options.ApiKey = Key);

        await store.PingAsync(Token);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong-key-91bc")]
    public async Task Call_WrongOrNoKey_SaysWhichSettingAndNotTheKey(string? key)
    {
        await using var store = Open(options => options.ApiKey = key);

        var failure = await FailureOf(() => store.PingAsync(Token));

        Assert.Equal(StoreFault.Unavailable, failure.Fault);
        Assert.Contains("Txt2Image:Vectors:Qdrant:ApiKey", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key ?? Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_ThatCannotBeSent_IsRefusedUnseen()
    {
        var failure = Assert.Throws<ArgumentException>(() => Open(options => options.ApiKey = "secret\n"));

        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://localhost:6334")]
    [InlineData("/relative")]
    [InlineData(null)]
    public void Url_ThatCannotBeCalled_IsRefused(string? url) =>
        Assert.Throws<ArgumentException>(() => Open(options => options.Url = url is null ? null : new Uri(url, UriKind.RelativeOrAbsolute)));
}
