using System.Net;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Security;

public sealed class KeyTests(KeyTests.Fixture fixture) : IClassFixture<KeyTests.Fixture>
{
    private const string Key = "a-long-secret-of-the-test";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => fixture.Client;

    [Theory]
    [InlineData("/collections")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/status")]
    public async Task Request_WithoutKey_Is401(string url)
    {
        using var response = await Client.GetAsync(url, Token);

        await response.ProblemAsync(401, "Unauthorized");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health")]
    public async Task Health_WithoutKey_Is200(string url)
    {
        using var response = await Client.GetAsync(url, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + Key, 200)]
    [InlineData("Authorization", "bearer another-long-secret", 200)]
    [InlineData("X-Api-Key", Key, 200)]
    [InlineData("X-Api-Key", Key + "x", 401)]
    [InlineData("X-Api-Key", "", 401)]
    [InlineData("Authorization", "Bearer", 401)]
    [InlineData("Authorization", "Basic " + Key, 401)]
    public async Task Request_WithAKey_IsAnsweredIfItIsRight(string header, string value, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/collections");
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await Client.SendAsync(request, Token);

        Assert.Equal(status, (int)response.StatusCode);
    }

    public sealed class Fixture() : ServerFixture([$"Security:ApiKeys:0={Key}", "Security:ApiKeys:1=another-long-secret"]);
}
