using Microsoft.Extensions.Configuration;
using Txt2Image.Api.Security;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Security;

public sealed class HostTests(SharedServer shared)
{
    [Fact]
    public async Task Host_OfAnotherName_Is403WithTheRemedy()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/collections");
        request.Headers.Host = "rebound.example";

        using var response = await shared.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains("AllowedHosts", (await response.ProblemAsync(403, "Forbidden")).Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "localhost", true)]
    [InlineData(null, null, "LOCALHOST", true)]
    [InlineData(null, null, "127.0.0.1", true)]
    [InlineData(null, null, "[::1]", true)]
    [InlineData(null, null, "localhost.evil.example", false)]
    [InlineData(null, null, "192.168.1.2", false)]
    [InlineData(null, "*", "any.example", true)]
    [InlineData(null, "a.example; b.example", "b.example", true)]
    [InlineData(null, "a.example", "b.example", false)]
    [InlineData(null, "a.example", "localhost", true)]
    [InlineData(null, "*.example", "x.example", true)]
    [InlineData(null, "*.example", "example", false)]
    [InlineData("http://0.0.0.0:8080", null, "any.example", true)]
    [InlineData("http://0.0.0.0:8080", "a.example", "any.example", false)]
    public void Host_OfAName_IsAnsweredOrNot(string? urls, string? allowed, string host, bool answered)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["urls"] = urls, ["AllowedHosts"] = allowed };
        var guard = HostGuard.AllowedBy(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        Assert.Equal(answered, guard.Holds(host));
    }
    /// <summary>Without a key, a host name that another site has rebound would work like our own.</summary>
    [Theory]
    [InlineData(null, "localhost", true)]
    [InlineData(null, "any.example", false)]
    [InlineData("pictures.example", "pictures.example", true)]
    public void Host_OnATrustedNetwork_IsLocalOrTold(string? allowed, string host, bool answered)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = "http://0.0.0.0:8080",
            ["AllowedHosts"] = allowed,
            ["Txt2Image:Security:TrustedNetwork"] = "true",
        };

        Assert.Equal(answered, HostGuard.AllowedBy(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Holds(host));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void PublicAddress_WithoutKeys_NeedsATrustedNetwork(bool trusted, int faults)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", "http://0.0.0.0:8080")]).Build();

        Assert.Equal(faults, new SecurityOptions { TrustedNetwork = trusted }.Faults(configuration).Count());
    }
}
