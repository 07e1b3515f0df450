using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Page;

public sealed class PageTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    public async Task Page_Requested_IsServedUnderAStrictPolicy(string url)
    {
        using var response = await shared.Client.GetAsync(url, Token);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Files_OfThePage_TakeLessThan80KilobytesCompressed()
    {
        var total = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "Api", "wwwroot")))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/{Path.GetFileName(file)}") { Headers = { { "Accept-Encoding", "br" } } };
            using var response = await shared.Client.SendAsync(request, Token);
            Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
            total += (await response.Content.ReadAsByteArrayAsync(Token)).Length;
        }

        Assert.InRange(total, 1, 80_000);
    }

    [Fact]
    public async Task Answers_OfTheApi_AreNotCompressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status") { Headers = { { "Accept-Encoding", "br, gzip" } } };

        using var response = await shared.Client.SendAsync(request, Token);

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/appsettings.json")]
    [InlineData("/..%2fTxt2Image.Api.dll")]
    [InlineData("/%2e%2e/models/demo/config.json")]
    public async Task Files_BesideThePage_AreNotServed(string url)
    {
        using var response = await shared.Client.GetAsync(url, Token);

        await response.ProblemAsync(404, "NotFound");
    }
}
