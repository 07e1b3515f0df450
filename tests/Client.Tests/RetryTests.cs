using System.Net;
using System.Net.Http.Headers;
using Txt2Image.Client.Tests.Support;

namespace Txt2Image.Client.Tests;

/// <summary>How the client behaves while the server is busy, absent, or not a Txt2Image server.</summary>
public sealed class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_BusyForAWhile_IsAskedAgain()
    {
        using var server = new Answers(Busy, Busy, () => Answers.Json("""{"collections":[{"name":"demo"}]}"""));
        var waits = new List<TimeSpan>();
        using var client = server.Client(RetryPolicy.Interactive with { Waiting = waits.Add });

        var list = await client.ListCollectionsAsync(Token);

        Assert.Equal("demo", Assert.Single(list.Collections).Name);
        Assert.Equal([TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)], waits);
        Assert.All(server.Requests, request => Assert.Equal("http://a.example/p/collections", request.RequestUri!.AbsoluteUri));
    }

    [Fact]
    public async Task Server_BusyWithoutPatience_IsAnError()
    {
        using var server = new Answers(Busy);
        using var client = server.Client(RetryPolicy.None);

        var error = await Assert.ThrowsAsync<ServerErrorException>(() => client.ListCollectionsAsync(Token));

        Assert.Equal((HttpStatusCode.TooManyRequests, ErrorCodes.Overloaded, "Try again."), (error.Status, error.Code, error.Detail));
        Assert.True(error.IsBusy);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Error_WithoutProblemDetails_SaysItsStatus()
    {
        using var server = new Answers(() => Answers.Json("<html>", HttpStatusCode.Unauthorized));
        using var client = server.Client();

        var error = await Assert.ThrowsAsync<ServerErrorException>(() => client.ListCollectionsAsync(Token));

        Assert.Equal((null, "the server requires an API key"), (error.Code, error.Detail));
    }

    [Fact]
    public async Task Answer_OfAnotherProgram_IsNoServer()
    {
        using var server = new Answers(() => Answers.Json("<html>"));
        using var client = server.Client();

        var error = await Assert.ThrowsAsync<ServerUnreachableException>(() => client.ListCollectionsAsync(Token));

        Assert.False(error.IsTimeout);
        Assert.Contains("not as Txt2Image does", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_WhereNothingListens_IsUnreachable()
    {
        using var client = new Txt2ImageClient(new Uri("http://127.0.0.1:9"));

        await Assert.ThrowsAsync<ServerUnreachableException>(() => client.GetStatusAsync(Token));
    }

    [Fact]
    public async Task Token_ThatIsCancelled_EndsTheRequest()
    {
        using var server = new Answers(Busy);
        using var client = server.Client();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListCollectionsAsync(new CancellationToken(canceled: true)));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Key_WithLineBreaks_IsRejected() => Assert.Throws<FormatException>(() => new Txt2ImageClientOptions { ApiKey = "a\r\nb" });

    private static HttpResponseMessage Busy()
    {
        var answer = Answers.Json("""{"code":"Overloaded","detail":"Try again."}""", HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero);
        return answer;
    }
}
