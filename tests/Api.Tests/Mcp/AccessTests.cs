using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Mcp;

/// <summary>An assistant passes the checks of the other routes.</summary>
public sealed class AccessTests(AccessTests.Fixture fixture) : IClassFixture<AccessTests.Fixture>
{
    private const string Key = "a-long-secret-of-the-test";
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Assistant_WithTheKey_IsServed()
    {
        await using var mcp = await Assistant.ConnectAsync(fixture.Server, ("Authorization", $"Bearer {Key}"));

        Assert.Equal(4, (await mcp.ListToolsAsync(cancellationToken: Token)).Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another-long-secret")]
    public async Task Assistant_WithoutTheKey_Is401(string? key)
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(
            () => Assistant.ConnectAsync(fixture.Server, key is null ? [] : [("Authorization", $"Bearer {key}")]));

        Assert.Equal(HttpStatusCode.Unauthorized, failure.StatusCode);
    }

    [Fact]
    public async Task Page_OfAnotherSite_Is403()
    {
        using var response = await SendAsync(List, ("Origin", "https://evil.example"));

        await response.ProblemAsync(403, "Forbidden");
    }

    [Fact]
    public async Task Host_ThatIsAnother_Is403()
    {
        await using var server = await TestServer.StartAsync();
        using var request = Request(List, ("Host", "rebound.example"));

        using var response = await server.Client.SendAsync(request, Token);

        await response.ProblemAsync(403, "Forbidden");
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_images","arguments":[]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_images","arguments":{"q":"\ud800"}}}""")]
    public async Task Message_ThatIsNone_IsNoFailureOfTheServer(string body)
    {
        using var response = await SendAsync(body);

        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True((int)response.StatusCode < 500, $"{response.StatusCode} {text}");
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    /// <summary>The memory of uploads is taken for a large message, and returned.</summary>
    [Fact]
    public async Task Message_ThatIsLarge_SharesTheMemoryOfUploads()
    {
        var gate = fixture.Server.Services.GetRequiredService<UploadGate>();
        using (var others = gate.Open())
        {
            Assert.True(others.TryTake((int)(UploadLimits.BufferedBytes - gate.Buffered - 1000)));
            using var busy = await SendAsync(List + new string(' ', 100_000));
            await busy.ProblemAsync(429, "Overloaded");
            using var small = await SendAsync(List);
            Assert.Equal(HttpStatusCode.OK, small.StatusCode);
        }

        using var served = await SendAsync(List + new string(' ', 100_000));

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        await Eventually.IsTrueAsync(() => gate.Buffered == 0, Token);
    }

    [Fact]
    public async Task Message_OfUnknownLength_IsServed()
    {
        using var message = Request(List + new string(' ', 200_000));
        message.Headers.TransferEncodingChunked = true;

        using var served = await fixture.Client.SendAsync(message, Token);

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    [Fact]
    public async Task Message_ThatIsTooLarge_Is413()
    {
        using var message = Request(new string(' ', (64 << 20) + 1));
        message.Headers.ExpectContinue = true;

        using var refused = await fixture.Client.SendAsync(message, Token);

        await refused.ProblemAsync(413, "TooLarge");
    }

    private static HttpRequestMessage Request(string body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("X-Api-Key", Key);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(string body, params (string Name, string Value)[] headers)
    {
        using var request = Request(body, headers);
        return await fixture.Client.SendAsync(request, Token);
    }

    public sealed class Fixture() : ServerFixture([$"Security:ApiKeys:0={Key}"]);
}
