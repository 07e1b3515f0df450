using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Api.Search.Watching;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search.Watching;

/// <summary>The bounds of standing questions: how many there are, and how long nothing is sent.</summary>
public sealed class WatchLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watchers_MoreThanAllowed_AreRefusedUntilOneLeaves()
    {
        await using var server = await TestServer.StartAsync(["Search:MaxWatchers=2"]);
        var name = await server.Client.NewGalleryAsync(1);
        var url = $"q=shape&collection={name}";
        using var first = await Support.Watching.StartAsync(server.Client, url);
        var second = await Support.Watching.StartAsync(server.Client, url);

        using var third = await server.Client.GetAsync($"/search/watch?{url}", Token);
        second.Dispose();

        Assert.True(third.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        await third.ProblemAsync(429, "Overloaded");
        await Eventually.IsTrueAsync(() => server.Services.GetRequiredService<WatchGate>().Open == 1, Token);
        using var fourth = await Support.Watching.StartAsync(server.Client, url);
    }

    /// <summary>A stream must not keep a server from stopping until its patience is over: usually 30 s, here longer than the test waits.</summary>
    [Fact]
    public async Task Server_ThatStops_EndsTheStreams()
    {
        var server = await TestServer.StartAsync(arguments: ["--shutdownTimeoutSeconds=600"]);
        var name = await server.Client.NewGalleryAsync(1);
        using var watching = await Support.Watching.StartAsync(server.Client, $"q=shape&collection={name}");

        var stopping = server.DisposeAsync();

        Assert.Null(await watching.NextAsync());
        await stopping.AsTask().WaitAsync(TimeSpan.FromMinutes(2), Token);
    }

    [Fact]
    public async Task Stream_WithoutImages_SendsAComment()
    {
        await using var server = await TestServer.StartAsync();
        var name = await server.Client.NewGalleryAsync(1);
        var time = new FakeTimeProvider();
        var handler = ActivatorUtilities.CreateInstance<WatchHandler>(server.Services, time);
        using var leaving = new CancellationTokenSource();
        using var body = new MemoryStream();
        var http = Request(server, name, body);
        http.RequestAborted = leaving.Token;

        var watching = handler.WatchAsync(http);
        await Eventually.IsTrueAsync(() => Sent().Contains("event: watching", StringComparison.Ordinal), Token);
        Assert.DoesNotContain("keep-alive", Sent(), StringComparison.Ordinal);
        await Eventually.IsTrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return Sent().Contains(": keep-alive\n\n", StringComparison.Ordinal);
            },
            Token);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        Assert.InRange(time.GetUtcNow() - time.Start, TimeSpan.FromSeconds(15), TimeSpan.MaxValue);

        string Sent() => System.Text.Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }
    /// <summary>What fails while the server stops is no failure of the stream.</summary>
    [Fact]
    public async Task Stream_FailsWhileTheServerStops_Ends()
    {
        await using var server = await TestServer.StartAsync();
        var name = await server.Client.NewGalleryAsync(1);
        using var lifetime = new Lifetime();
        using var body = new BreakingBody(lifetime.StopApplication);
        var handler = ActivatorUtilities.CreateInstance<WatchHandler>(server.Services, TimeProvider.System, lifetime);

        await handler.WatchAsync(Request(server, name, body));

        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
    }

    private static DefaultHttpContext Request(TestServer server, string collection, Stream body) => new()
    {
        RequestServices = server.Services,
        Request = { Method = "GET", QueryString = new QueryString($"?q=shape&collection={collection}") },
        Response = { Body = body },
    };

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }

    /// <summary>A response that cannot be written.</summary>
    private sealed class BreakingBody(Action written) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            written();
            throw new IOException();
        }
    }
}
