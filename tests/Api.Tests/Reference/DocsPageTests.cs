using System.Text.RegularExpressions;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Reference;

public sealed partial class DocsPageTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Page_Markup_NamesNoOtherHost()
    {
        var page = await Client.GetStringAsync("/docs/", Token);

        Assert.DoesNotContain("//", page, StringComparison.Ordinal);
        Assert.Contains("openapi/v1.json", page, StringComparison.Ordinal);
        Assert.Contains("\"withDefaultFonts\":false", page, StringComparison.Ordinal);
        Assert.Contains("\"telemetry\":false", page, StringComparison.Ordinal);
        Assert.DoesNotContain("proxyUrl", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Policy_LetsTheBrowserLoadFromHereOnly()
    {
        using var response = await Client.GetAsync("/docs/", Token);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
        var page = await response.Content.ReadAsStringAsync(Token);
        Assert.All(Nonces().Matches(page), nonce => Assert.Contains($"'nonce-{nonce.Groups["nonce"].Value}'", policy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_Scripts_AreServedFromHere()
    {
        var page = await Client.GetStringAsync("/docs/", Token);
        var scripts = Scripts().Matches(page).Select(script => script.Groups["src"].Value).ToList();

        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var response = await Client.GetAsync($"/docs/{script}", Token);
            Assert.True(response.IsSuccessStatusCode);
            Assert.Contains("javascript", response.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("nonce=\"(?<nonce>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nonces();

    [GeneratedRegex("<script[^>]* src=\"(?<src>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scripts();
}
