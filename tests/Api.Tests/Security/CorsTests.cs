using System.Net;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Security;

public sealed class CorsTests(CorsTests.Fixture fixture) : IClassFixture<CorsTests.Fixture>
{
    private const string Gallery = "https://gallery.example";
    private const string Elsewhere = "https://elsewhere.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/collections", 200)]
    [InlineData("/search?q=", 400)]
    [InlineData("/no/route", 404)]
    public async Task Request_OfAListedOrigin_ShowsItsAnswerAndHeaders(string url, int status)
    {
        using var response = await SendAsync(fixture.Client, "GET", url, Gallery);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal([Gallery], response.Headers.GetValues("Access-Control-Allow-Origin"));
        var exposed = string.Join(',', response.Headers.GetValues("Access-Control-Expose-Headers"));
        Assert.All(
            ["ETag", "Retry-After", "Server-Timing", "Content-Location"], header => Assert.Contains(header, exposed, StringComparison.Ordinal));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData(Elsewhere)]
    [InlineData("https://gallery.example:8443")]
    [InlineData("https://gallery.example.evil")]
    [InlineData("null")]
    public async Task Request_OfAnotherOrigin_IsNotShownAndWritesNothing(string origin)
    {
        using var read = await SendAsync(fixture.Client, "GET", "/collections", origin);
        using var write = await SendAsync(fixture.Client, "PUT", $"/collections/{NewName()}", origin);

        Assert.False(read.Headers.Contains("Access-Control-Allow-Origin"));
        await write.ProblemAsync(403, "Forbidden");
    }

    [Fact]
    public async Task Write_OfAListedOrigin_IsDone()
    {
        using var response = await SendAsync(fixture.Client, "PUT", $"/collections/{NewName()}", Gallery);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Preflight_OfAListedOrigin_AllowsWhatItAsksFor()
    {
        using var response =
            await SendAsync(
                fixture.Client, "OPTIONS", "/collections/a/images/b/metadata", Gallery, ("Access-Control-Request-Method", "PATCH"),
                ("Access-Control-Request-Headers", "authorization,content-type,if-match"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Contains("PATCH", string.Join(',', response.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
        Assert.Contains("if-match", string.Join(',', response.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyOrigin_WithoutKeys_ReadsButDoesNotWrite()
    {
        await using var server = await TestServer.StartAsync(["Cors:Origins:0=*"]);

        using var read = await SendAsync(server.Client, "GET", "/collections", Elsewhere);
        using var write = await SendAsync(server.Client, "PUT", "/collections/evil", Elsewhere);

        Assert.Equal(["*"], read.Headers.GetValues("Access-Control-Allow-Origin"));
        await write.ProblemAsync(403, "Forbidden");
    }

    [Fact]
    public async Task AnyOrigin_WithKeys_WritesWithOne()
    {
        await using var server = await TestServer.StartAsync(["Cors:Origins:0=*", "Security:ApiKeys:0=a-long-secret-of-the-test"]);

        using var preflight =
            await SendAsync(
                server.Client, "OPTIONS", "/collections/fine", Elsewhere, ("Access-Control-Request-Method", "PUT"),
                ("Access-Control-Request-Headers", "x-api-key"));
        using var without = await SendAsync(server.Client, "PUT", "/collections/fine", Elsewhere);
        using var with = await SendAsync(server.Client, "PUT", "/collections/fine", Elsewhere, ("X-Api-Key", "a-long-secret-of-the-test"));

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        await without.ProblemAsync(401, "Unauthorized");
        Assert.Equal(["*"], without.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.Created, with.StatusCode);
    }

    [Fact]
    public async Task Origins_ThatAreNone_EndTheStart()
    {
        using var data = new TemporaryFolder();

        var (exitCode, _, error) = await ApiProcess.RunAsync(
        [
            $"--Txt2Image:DataDirectory={data.Path}", "--Txt2Image:Cors:Origins:0=https://gallery.example/", "--Txt2Image:Cors:Origins:1=gallery",
            "--Txt2Image:Cors:Origins:2=null",
        ]);

        Assert.Equal(2, exitCode);
        Assert.All(
            Enumerable.Range(0, 3), i => Assert.Contains($"Txt2Image:Cors:Origins:{i}: ", error, StringComparison.Ordinal));
    }

    private static string NewName() => $"c{Guid.NewGuid():N}"[..20];

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, string method, string url, string origin, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.Add("Origin", origin);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await client.SendAsync(request, Token);
    }

    public sealed class Fixture() : ServerFixture([$"Cors:Origins:0={Gallery}", "Cors:Origins:1=http://localhost:3000"]);
}
