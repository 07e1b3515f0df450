using System.Net;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Security;

public sealed class OriginTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("PUT", "/collections/evil", "http://evil.example")]
    [InlineData("DELETE", "/collections/never-made", "http://evil.example")]
    [InlineData("POST", "/collections/never-made/images", "http://evil.example")]
    [InlineData("DELETE", "/collections/never-made/images/0f8fad5b-d9cb-469f-a165-70867728950e", "null")]
    [InlineData("PUT", "/collections/evil", "http://127.0.0.1:1")]
    public async Task Write_OfAForeignPage_Is403(string method, string url, string origin)
    {
        using var response = await SendAsync(method, url, origin);

        await response.ProblemAsync(403, "Forbidden");
    }

    [Fact]
    public async Task Write_OfOurOwnPage_IsDone()
    {
        using var response = await SendAsync("PUT", $"/collections/o{Guid.NewGuid():N}", shared.Server.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Reading_ByPost_IsNoWrite()
    {
        var name = await Client.NewCollectionAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/collections/{name}/images/check")
            { Content = new StringContent("""{"ids":[]}""", null, "application/json") };
        request.Headers.Add("Origin", "http://elsewhere.example");

        using var response = await Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string url, string origin)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.Add("Origin", origin);
        return await Client.SendAsync(request, Token);
    }
}
