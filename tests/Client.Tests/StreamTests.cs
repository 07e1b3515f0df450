using System.Net;
using Txt2Image.Client.Tests.Support;

namespace Txt2Image.Client.Tests;

/// <summary>Answers that arrive in parts: batches and standing questions, from the product's own server and from ones that fail.</summary>
public sealed class StreamTests(RealServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_OfManySearches_HasAnOutcomeForEachInOrder()
    {
        var name = await NewGalleryAsync(3);
        var searches = Enumerable.Range(0, 300).Select(i => new SearchRequest { Text = $"picture {i}", K = 1 + (i % 3), Collection = name }).ToList();
        searches[5] = new SearchRequest { Text = "x", Collection = "never-made" };
        searches[290] = new SearchRequest { Text = "x", K = 5000 };

        List<BatchAnswer> outcomes = [];
        await foreach (var outcome in server.Client.SearchBatchAsync(searches, inOrder: true, Token))
        {
            outcomes.Add(outcome);
        }

        Assert.Equal(Enumerable.Range(0, 300), outcomes.Select(outcome => outcome.Index));
        Assert.Equal((HttpStatusCode.NotFound, ErrorCodes.NotFound), (outcomes[5].Error!.Status, outcomes[5].Error!.Code));
        Assert.Equal(ErrorCodes.InvalidRequest, outcomes[290].Error!.Code);
        Assert.All(outcomes.Where(outcome => outcome.Index is not (5 or 290)), outcome =>
        {
            Assert.Equal($"picture {outcome.Index}", outcome.Answer!.Query);
            Assert.Equal(1 + (outcome.Index % 3), outcome.Answer.Hits.Count);
            Assert.Equal("demo", outcome.Answer.Json.GetProperty("model").GetString());
        });
    }

    [Fact]
    public async Task Batch_AsReady_HasAnOutcomeForEach()
    {
        var name = await NewGalleryAsync(1);
        SearchRequest[] searches =
        [
            new() { Text = "a", Collection = name }, new() { Terms = [SearchTerm.OfText("b", -1)], Collection = name, IsFresh = true },
        ];

        List<BatchAnswer> outcomes = [];
        await foreach (var outcome in server.Client.SearchBatchAsync(searches, cancellationToken: Token))
        {
            outcomes.Add(outcome);
        }

        Assert.Equal([0, 1], outcomes.Select(outcome => outcome.Index).Order());
        Assert.All(outcomes, outcome => Assert.Single(outcome.Answer!.Hits));
    }

    [Theory]
    [InlineData("""{"index":0,"answer":{"hits":[]}}""", "ended early")]
    [InlineData("<html>", "not as Txt2Image does")]
    [InlineData("""{"answer":{"hits":[]}}""", "not as Txt2Image does")]
    public async Task Batch_WhoseAnswerIsWrong_IsNoServer(string body, string reason)
    {
        using var answers = new Answers(() => Answers.Json(body));
        using var client = answers.Client();

        var failure = await Assert.ThrowsAsync<ServerUnreachableException>(async () =>
        {
            await foreach (var outcome in client.SearchBatchAsync([new() { Text = "a" }, new() { Text = "b" }], cancellationToken: Token))
            {
                Assert.NotNull(outcome.Answer);
            }
        });

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_ImageIsAdded_IsAnEventAndGoesOnLater()
    {
        var name = await NewGalleryAsync(1);
        var question = new SearchRequest { Text = "a picture", Collection = name, Filter = SearchFilter.Range("number", min: 7) };
        await using var events = server.Client.WatchAsync(question, cancellationToken: Token).GetAsyncEnumerator(Token);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal(WatchEventKind.Watching, events.Current.Kind);
        var position = events.Current.Position;
        await AddAsync(name, 6, 7);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal((WatchEventKind.Image, "7.png"), (events.Current.Kind, events.Current.Image!.Name));
        Assert.InRange(events.Current.Image.Score, -1, 1);
        Assert.Equal(7, events.Current.Image.Fields!["number"].GetInt32());

        await using var later = server.Client.WatchAsync(question, position, Token).GetAsyncEnumerator(Token);
        Assert.True(await later.MoveNextAsync());
        Assert.True(await later.MoveNextAsync());
        Assert.Equal("7.png", later.Current.Image!.Name);
    }

    [Fact]
    public async Task Watch_ConnectionIsLost_GoesOnFromThePosition()
    {
        const string First = "retry: 1\n\nid: v1\nevent: watching\ndata: {}\n\n"
            + "event: image\ndata: {\"name\":\"a\"}\n\nid: v2\n\nevent: image\ndata: {\"na";
        const string Second = ": hello\n\nevent: watching\ndata: {}\n\nevent: gap\ndata: {}\n\nevent: other\ndata: x\n\n"
            + "event: image\ndata: {\"name\":\"b\"}\n\nevent: problem\ndata: {\"code\":\"NotFound\",\"status\":404,\"detail\":\"gone\"}\n\n";
        using var answers = new Answers(() => Answers.Json(First), () => Answers.Json(Second));
        using var client = answers.Client();
        List<string> seen = [];

        var failure = await Assert.ThrowsAsync<ServerErrorException>(async () =>
        {
            await foreach (var next in client.WatchAsync(new SearchRequest { Text = "a b", MinScore = 0.5 }, cancellationToken: Token))
            {
                seen.Add($"{next.Kind} {next.Image?.Name} {next.Position}");
            }
        });

        Assert.Equal(["Watching  v1", "Image a v1", "Watching  v2", "Gap  v2", "Image b v2"], seen);
        Assert.Equal((HttpStatusCode.NotFound, ErrorCodes.NotFound, "gone"), (failure.Status, failure.Code, failure.Detail));
        Assert.Equal("http://a.example/p/search/watch?q=a%20b&minScore=0.5", answers.Requests[0].RequestUri!.AbsoluteUri);
        Assert.False(answers.Requests[0].Headers.Contains("Last-Event-ID"));
        Assert.Equal(["v2"], answers.Requests[1].Headers.GetValues("Last-Event-ID"));
    }

    [Fact]
    public async Task Watch_ThatCannotBe_IsAnError()
    {
        var unknown = server.Client.WatchAsync(new SearchRequest { Text = "a", Collection = "never-made" }, cancellationToken: Token);
        var image = server.Client.WatchAsync(new SearchRequest { Terms = [SearchTerm.OfImage(Png.Of(1))] }, cancellationToken: Token);

        Assert.Equal(ErrorCodes.NotFound, (await Assert.ThrowsAsync<ServerErrorException>(async () => await FirstAsync(unknown))).Code);
        await Assert.ThrowsAsync<ArgumentException>(async () => await FirstAsync(image));

        static async Task FirstAsync(IAsyncEnumerable<WatchEvent> events)
        {
            await using var each = events.GetAsyncEnumerator(Token);
            await each.MoveNextAsync();
        }
    }

    private async Task<string> NewGalleryAsync(int count)
    {
        var name = RealServer.NewName();
        await server.Client.CreateCollectionAsync(name, cancellationToken: Token);
        await AddAsync(name, [.. Enumerable.Range(0, count)]);
        return name;
    }

    private async Task AddAsync(string collection, params int[] pictures)
    {
        var images = pictures.Select(i => ImageUpload.FromBytes($"{i}.png", Png.Of(i)) with { Fields = $$"""{"number":{{i}}}""" });
        await server.Client.AddImagesAsync(collection, [.. images], cancellationToken: Token);
    }
}
