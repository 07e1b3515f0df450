using System.Net;
using Txt2Image.Api.Security;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Security;

public sealed class SessionTests(SessionTests.Fixture fixture, SharedServer shared) : IClassFixture<SessionTests.Fixture>
{
    private const string Key = "a-long-secret-of-the-test";
    private const string Other = "another-long-secret";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => fixture.Client;

    [Fact]
    public async Task Put_Key_GivesACookieThatNoScriptReadsAndNoOtherSiteSends()
    {
        using var response = await ExchangeAsync(Client, Key);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"{Session.Cookie}=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Key, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_BehindHttps_IsSecure()
    {
        await using var server = await TestServer.StartAsync([$"Security:ApiKeys:0={Key}", "Proxy:Known:0=127.0.0.1", "Proxy:PathBase=/images"]);
        using var request = Exchange(Key);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await server.Client.SendAsync(request, Token);

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/images", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(Key)]
    [InlineData(Other)]
    public async Task Cookie_OfAnyKey_ReadsAndWrites(string key)
    {
        var cookie = await CookieAsync(key);

        using var read = await SendAsync(HttpMethod.Get, "/collections", cookie);
        using var written = await SendAsync(HttpMethod.Put, $"/collections/n{Guid.NewGuid():N}", cookie);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (read.StatusCode, written.StatusCode));
    }

    [Fact]
    public async Task Cookie_OfAForeignPage_DoesNotWrite()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/collections/evil")
            { Headers = { { "Cookie", await CookieAsync(Key) }, { "Origin", "http://evil.example" } } };

        using var response = await Client.SendAsync(request, Token);

        await response.ProblemAsync(403, "Forbidden");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData(Key)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Cookie_ThatIsNone_Is401(string value)
    {
        using var response = await SendAsync(HttpMethod.Get, "/collections", $"{Session.Cookie}={value}");

        await response.ProblemAsync(401, "Unauthorized");
    }

    [Fact]
    public async Task Cookie_WhoseKeyIsRemoved_IsDead()
    {
        var cookie = await CookieAsync(Other);
        await using var without = await TestServer.StartAsync([$"Security:ApiKeys:0={Key}"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/collections") { Headers = { { "Cookie", cookie } } };

        using var response = await without.Client.SendAsync(request, Token);

        await response.ProblemAsync(401, "Unauthorized");
    }

    [Fact]
    public async Task WrongHeader_BesideACookie_Is401()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/collections")
            { Headers = { { "Cookie", await CookieAsync(Key) }, { "X-Api-Key", "wrong" } } };

        using var response = await Client.SendAsync(request, Token);

        await response.ProblemAsync(401, "Unauthorized");
    }

    [Fact]
    public async Task Put_WrongKey_Is401ThatSaysSo()
    {
        using var response = await ExchangeAsync(Client, Key + "x");

        Assert.Contains("not a key of this server", (await response.ProblemAsync(401, "Unauthorized")).Text("detail"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"kye":"a"}""")]
    [InlineData("""{"key":5}""")]
    public async Task Put_Invalid_Is400(string json)
    {
        using var response = await Client.PutAsync("/session", new StringContent(json, null, "application/json"), Token);

        await response.ProblemAsync(400, "InvalidRequest");
    }

    [Fact]
    public async Task Put_WhereNoKeyIsAskedFor_Is400()
    {
        using var response = await ExchangeAsync(shared.Client, Key);

        await response.ProblemAsync(400, "InvalidRequest");
    }

    [Fact]
    public async Task Delete_Session_TakesTheCookieBack()
    {
        using var response = await Client.DeleteAsync("/session", Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Contains(
            $"{Session.Cookie}=; expires=Thu, 01 Jan 1970", Assert.Single(response.Headers.GetValues("Set-Cookie")),
            StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/app.js")]
    [InlineData("/favicon.svg")]
    public async Task Page_HoldsNoData_AndIsPublic(string path)
    {
        using var response = await Client.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Image_BehindAKey_IsKeptByNobodyBetween()
    {
        using var asking = new HttpClient { BaseAddress = Client.BaseAddress };
        asking.DefaultRequestHeaders.Add("Cookie", await CookieAsync(Key));
        var hit = (await asking.GetJsonAsync($"/search?q=a&collection={await asking.NewGalleryAsync(1)}")).GetProperty("hits")[0];

        using var image = await asking.GetAsync(hit.Text("imageUrl"), Token);

        Assert.True(image.Headers.CacheControl!.Private);
        Assert.False(image.Headers.CacheControl.Public);
    }

    private async Task<string> CookieAsync(string key)
    {
        using var response = await ExchangeAsync(Client, key);
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, string cookie)
    {
        using var request = new HttpRequestMessage(method, url) { Headers = { { "Cookie", cookie } } };
        return await Client.SendAsync(request, Token);
    }

    private static async Task<HttpResponseMessage> ExchangeAsync(HttpClient client, string key)
    {
        using var request = Exchange(key);
        return await client.SendAsync(request, Token);
    }

    private static HttpRequestMessage Exchange(string key) =>
        new(HttpMethod.Put, "/session") { Content = new StringContent($$"""{"key":"{{key}}"}""", null, "application/json") };

    public sealed class Fixture() : ServerFixture([$"Security:ApiKeys:0={Key}", $"Security:ApiKeys:1={Other}"]);
}
