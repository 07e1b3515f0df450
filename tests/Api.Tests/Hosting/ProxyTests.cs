using System.Net;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Hosting;

/// <summary>A server under a path, behind a proxy on loopback that it knows.</summary>
public sealed class ProxyTests(ProxyTests.Fixture fixture, SharedServer shared) : IClassFixture<ProxyTests.Fixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => fixture.Client;

    [Theory]
    [InlineData("/gallery")]
    [InlineData("")]
    public async Task Urls_OfHits_AreUnderThePathWhetherTheProxyTookItAwayOrNot(string kept)
    {
        var name = await Client.NewGalleryAsync(1);

        var hit = (await Client.GetJsonAsync($"{kept}/search?q=a&collection={name}")).GetProperty("hits")[0];

        Assert.StartsWith($"/gallery/collections/{name}/images/", hit.Text("imageUrl"), StringComparison.Ordinal);
        using var image = await Client.GetAsync(hit.Text("imageUrl"), Token);
        using var thumbnail = await Client.GetAsync(hit.Text("thumbnailUrl"), Token);
        Assert.Equal(("image/png", "image/webp"), (image.Content.Headers.ContentType?.MediaType, thumbnail.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Collection_Made_IsUnderThePath()
    {
        var name = $"n{Guid.NewGuid():N}";

        using var response = await Client.PutAsync($"/gallery/collections/{name}", content: null, Token);

        Assert.Equal($"/gallery/collections/{name}", response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/gallery", "/gallery/")]
    [InlineData("/gallery/docs", "docs/")]
    public async Task Redirect_ToASlash_StaysUnderThePath(string path, string end)
    {
        using var response = await Client.GetAsync(path, Token);

        Assert.InRange((int)response.StatusCode, 300, 399);
        var location = new Uri(new Uri(fixture.Server.Address, path), response.Headers.Location!);
        Assert.StartsWith("/gallery/", location.AbsolutePath, StringComparison.Ordinal);
        Assert.EndsWith(end, location.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_ItsServer_IsTheOneThatClientsSee()
    {
        using var request = Forwarded("/gallery/openapi/v1.json");

        using var response = await Client.SendAsync(request, Token);

        var server = Assert.Single((await response.JsonAsync()).GetProperty("servers").EnumerateArray()).Text("url");
        Assert.Equal("https://pictures.example/gallery", server.TrimEnd('/'));
    }

    [Fact]
    public async Task Prefix_OfAKnownProxy_GoesAhead()
    {
        using var request = Forwarded("/openapi/v1.json");
        request.Headers.Add("X-Forwarded-Prefix", "/other");

        using var response = await Client.SendAsync(request, Token);

        Assert.Equal("https://pictures.example/other", (await response.JsonAsync()).GetProperty("servers")[0].Text("url").TrimEnd('/'));
    }

    [Fact]
    public async Task Headers_OfUnknownPeers_AreIgnored()
    {
        using var request = Forwarded("/openapi/v1.json");
        request.Headers.Add("X-Forwarded-Prefix", "/other");

        using var response = await shared.Client.SendAsync(request, Token);

        Assert.Equal(shared.Server.Address.AbsoluteUri.TrimEnd('/'), (await response.JsonAsync()).GetProperty("servers")[0].Text("url").TrimEnd('/'));
    }

    [Fact]
    public async Task Write_OfTheForwardedOrigin_IsOurOwnPages()
    {
        using var request = Forwarded($"/gallery/collections/n{Guid.NewGuid():N}");
        request.Method = HttpMethod.Put;
        request.Headers.Add("Origin", "https://pictures.example");

        using var response = await Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("Proxy:Known:0=proxy.example", "Proxy:Known")]
    [InlineData("Proxy:PathBase=images", "Proxy:PathBase")]
    [InlineData("Proxy:PathBase=/images/", "Proxy:PathBase")]
    public async Task Setting_Invalid_EndsTheStart(string setting, string named)
    {
        var (exitCode, _, error) = await ApiProcess.RunAsync(
            ["--urls=http://127.0.0.1:0", $"--Txt2Image:DataDirectory={Path.GetTempPath()}", $"--Txt2Image:{setting}"]);

        Assert.Equal(2, exitCode);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    private static HttpRequestMessage Forwarded(string path) => new(HttpMethod.Get, path)
    {
        Headers = { { "X-Forwarded-For", "203.0.113.7" }, { "X-Forwarded-Proto", "https" }, { "X-Forwarded-Host", "pictures.example" } },
    };

    public sealed class Fixture() : ServerFixture(
        ["Proxy:PathBase=/gallery", "Proxy:Known:0=10.0.0.0/8", "Proxy:Known:1=127.0.0.1"], arguments: ["--AllowedHosts=pictures.example"]);
}
