using System.Net;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Errors;

public sealed class RouteTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Theory]
    [InlineData("/serch", "/search.")]
    [InlineData("/collection", "/collections.")]
    [InlineData("/collections/cats/image/1/thumbnail", "/collections/{collection}/images/{id}/thumbnail.")]
    [InlineData("/helth", "/health.")]
    [InlineData("/search/../../../etc/passwd", "")]
    public async Task Route_Unknown_Is404ThatNamesTheNearest(string path, string nearest)
    {
        var problem = await Client.GetProblemAsync(path, 404, "NotFound");

        Assert.Contains(nearest, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE", "/search", "GET, HEAD, POST")]
    [InlineData("POST", "/collections", "GET, HEAD")]
    [InlineData("PATCH", "/collections/cats", "GET, HEAD, PUT, DELETE")]
    [InlineData("PUT", "/collections/cats/images", "GET, HEAD, POST")]
    [InlineData("PUT", "/collections/cats/images/check", "POST")]
    [InlineData("POST", "/collections/cats/images/0f8fad5b-d9cb-469f-a165-70867728950e", "DELETE, GET, HEAD")]
    [InlineData("POST", "/health/live", "GET, HEAD")]
    public async Task Method_Wrong_Is405ThatAllowsTheRight(string method, string path, string allowed)
    {
        using var response = await Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);

        var problem = await response.ProblemAsync(405, "MethodNotAllowed");
        Assert.Equal(allowed.Split(", ").Append("OPTIONS").Order(), response.Content.Headers.Allow.Order());
        Assert.Contains(method, problem.Text("detail"), StringComparison.Ordinal);

        using var asked = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, path), Token);
        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal(response.Content.Headers.Allow.Order(), asked.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("/collections?page=2")]
    [InlineData("/collections/never-made?fresh=1")]
    public async Task Parameter_WhereNoneIsTaken_Is400(string url) => await Client.GetProblemAsync(url, 400, "InvalidRequest");

    [Fact]
    public async Task Problem_Answers_AreNeverKept()
    {
        using var response = await Client.GetAsync("/search", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }
}
