using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Search.Batching;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Qdrant.StandIn;

namespace Txt2Image.Api.Tests.Search.Batching;

/// <summary>Batches whose store is slow, whose client is slow, or leaves. With points in a stand-in for Qdrant, which counts the searches.</summary>
public sealed class BatchLoadTests(BatchLoadTests.Fixture shared) : IClassFixture<BatchLoadTests.Fixture>
{
    private const string Search = "Points/Query";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Server.Client;

    [Fact]
    public async Task Client_ThatLeaves_EndsWhatIsInProgressAndBeginsNothingMore()
    {
        var name = await Client.NewGalleryAsync(1);
        shared.Calls.Clear();
        shared.Faults.Hang(Search, times: 500);
        using var leaving = new CancellationTokenSource();
        using var request = Request(Enumerable.Range(0, 200).Select(i => $$"""{"q":"{{i}} {{new string('a', 600)}}","collection":"{{name}}"}"""));

        var answer = Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, leaving.Token);
        await Eventually.IsTrueAsync(() => shared.Calls.Of(Search).Count == BatchLimits.AtOnce, Token);
        Assert.True(shared.Gate.Buffered > 0);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await Eventually.IsTrueAsync(() => shared.Gate.Buffered == 0, Token);
        Assert.Equal(BatchLimits.AtOnce, shared.Calls.Of(Search).Count);
        shared.Faults.Clear();
        Assert.Single((await Client.GetJsonAsync($"/search?q=shape&collection={name}")).GetProperty("hits").EnumerateArray());
    }

    /// <summary>An answer is about 130 KB, so that the connection holds few of them.</summary>
    [Fact]
    public async Task Client_ThatDoesNotRead_IsNotWorkedFor()
    {
        const int Searches = 120;
        var name = await NewGalleryAsync(30, new string('x', 4000));
        shared.Calls.Clear();
        using var socket = new TcpClient { ReceiveBufferSize = 8192 };
        await socket.ConnectAsync(shared.Server.Address.Host, shared.Server.Address.Port, Token);
        await using var stream = socket.GetStream();
        var body = Body(Enumerable.Range(0, Searches).Select(i => $$"""{"q":"shape {{i}}","k":30,"collection":"{{name}}"}"""));
        var head = $"POST /search/batch HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head + body), Token);
        await Eventually.IsTrueAsync(() => shared.Calls.Of(Search).Count >= BatchLimits.AtOnce, Token);

        // Others go on meanwhile.
        for (var i = 0; i < 20; i++)
        {
            await Client.GetJsonAsync($"/search?q=other+{i}&collection={name}");
        }

        Assert.InRange(shared.Calls.Of(Search).Count, 20, Searches - 1);
        using var reader = new StreamReader(stream);
        var answers = (await reader.ReadToEndAsync(Token)).Split("\"answer\":").Length - 1;
        Assert.Equal(Searches, answers);
    }

    /// <summary>Only one search with so many conditions is admitted at a time, and the others wait for it.</summary>
    [Fact]
    public async Task Searches_ThatAreNotAdmitted_WaitWithinTheirDeadline()
    {
        var name = await Client.NewGalleryAsync(1);
        shared.Faults.Delay = TimeSpan.FromMilliseconds(30);
        var filter = $"[{string.Join(',', Enumerable.Range(0, 63).Select(i => $$$"""{"field":"width","range":{"min":{{{i}}}}}"""))}]";

        var heavy = Enumerable.Range(0, 3).Select(i => $$$"""{"q":"heavy {{{i}}}","filter":{"and":{{{filter}}}},"collection":"{{{name}}}"}""");
        using var response = await Client.SendAsync(Request(heavy), Token);
        var lines = (await response.Content.ReadAsStringAsync(Token)).TrimEnd('\n').Split('\n');
        shared.Faults.Clear();

        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Contains("\"answer\":", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Searches_ThatTheStoreRefuses_AreProblemsWithTheTimeToWait()
    {
        var name = await Client.NewGalleryAsync(1);
        shared.Faults.Fail(Search, StatusCode.Unavailable, times: 100);

        using var response = await Client.SendAsync(
            Request([$$"""{"q":"late 1","collection":"{{name}}"}""", $$"""{"q":"late 2","collection":"{{name}}"}"""]), Token);
        var lines = (await response.Content.ReadAsStringAsync(Token)).TrimEnd('\n').Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        shared.Faults.Clear();

        Assert.Equal(2, lines.Count);
        Assert.All(lines, line =>
        {
            Assert.Equal("Unavailable", line.GetProperty("problem").Text("code"));
            Assert.True(line.GetProperty("retryAfter").GetInt32() > 0);
        });
    }

    private static string Body(IEnumerable<string> searches) => $$"""{"searches":[{{string.Join(',', searches)}}]}""";

    private static HttpRequestMessage Request(IEnumerable<string> searches) =>
        new(HttpMethod.Post, "/search/batch") { Content = new StringContent(Body(searches), Encoding.UTF8, "application/json") };

    private async Task<string> NewGalleryAsync(int count, string caption)
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent($"[{string.Join(',', Enumerable.Repeat($$"""{"caption":"{{caption}}"}""", count))}]"), "metadata" },
        };
        for (var i = 0; i < count; i++)
        {
            form.AddImage($"{i}.png", Png.Of(i));
        }

        using var response = await Client.PostAsync($"/collections/{name}/images", form, Token);
        await response.JsonAsync();
        return name;
    }

    public sealed class Fixture : QdrantBackedServer
    {
        /// <summary>A store that hangs must not be given up before the test ends.</summary>
        protected override IEnumerable<string> Settings => ["Search:Deadline=00:01:00", "Search:StoreDeadline=00:00:55"];

        internal CallLog Calls => Qdrant.Calls;

        internal Faults Faults => Qdrant.Faults;

        internal UploadGate Gate => Server.Services.GetRequiredService<UploadGate>();
    }
}
