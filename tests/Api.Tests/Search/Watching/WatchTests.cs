using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Api.Search.Watching;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Search.Watching;

/// <summary>Standing questions, with each of the stores.</summary>
public abstract class WatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract TestServer Server { get; }

    private HttpClient Client => Server.Client;

    [Fact]
    public async Task Watch_ImageIsAdded_SendsItAsAHit()
    {
        var name = await Client.NewGalleryAsync(1);
        using var watching = await Support.Watching.StartAsync(Client, $"q=shape&collection={name}");

        await AddAsync(name, 7, caption: "two\nlines", year: 2026);

        var image = (await watching.NextAsync())!;
        Assert.Equal("image", image.Name);
        var expected = (await Client.GetJsonAsync($"/search?q=shape&collection={name}&k=10&filter=year:2026")).GetProperty("hits")[0];
        Assert.Equal(expected.GetProperty("score").GetSingle(), image.Json.GetProperty("score").GetSingle(), 1e-5f);
        Assert.Equal(expected.EnumerateObject().Select(member => member.Name), image.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("7.png", "two\nlines"), (image.Json.Text("name"), image.Json.Text("caption")));
        Assert.Equal(expected.GetProperty("fields").GetRawText(), image.Json.GetProperty("fields").GetRawText());
    }

    [Fact]
    public async Task Watch_FilterAndMinScore_LeaveOutWhatDoesNotMatch()
    {
        var name = await Client.NewCollectionAsync();
        using var recent = await Support.Watching.StartAsync(Client, $"q=shape&filter=year>=2020&collection={name}");
        using var none = await Support.Watching.StartAsync(Client, $"q=shape&minScore=1&collection={name}");

        await AddAsync(name, 1, year: 1999);
        await AddAsync(name, 2, year: 2021);
        var last = await AddAsync(name, 3, year: 2022);

        Assert.Equal(["2.png", "3.png"], await recent.ImagesUntilAsync(position => position == last));
        Assert.Empty(await none.ImagesUntilAsync(position => position == last));
    }

    [Fact]
    public async Task Watch_LikeAnImage_ComparesWithIt()
    {
        var name = await Client.NewGalleryAsync(1);
        using var watching = await Support.Watching.StartAsync(Client, $"like={ImageId.Of(Png.Of(0))}&minScore=-1&collection={name}");

        await AddAsync(name, 5);

        Assert.Equal("5.png", (await watching.NextAsync())!.Json.Text("name"));
    }

    [Fact]
    public async Task Watch_ImagesThatWereThereOrChange_AreNotReported()
    {
        var name = await Client.NewGalleryAsync(2);
        using var watching = await Support.Watching.StartAsync(Client, $"q=shape&collection={name}");

        await AddAsync(name, 0, caption: "another");
        (await Client.DeleteAsync($"/collections/{name}/images/{ImageId.Of(Png.Of(1))}", Token)).Dispose();
        var last = await AddAsync(name, 9);

        Assert.Equal(["9.png"], await watching.ImagesUntilAsync(position => position == last));
    }

    [Fact]
    public async Task Watch_WithLastEventId_GoesOnFromThere()
    {
        var name = await Client.NewCollectionAsync();
        string position;
        using (var first = await Support.Watching.StartAsync(Client, $"q=shape&collection={name}"))
        {
            var added = await AddAsync(name, 1);
            Assert.Equal(["1.png"], await first.ImagesUntilAsync(at => at == added));
            position = first.Position!;
        }

        await AddAsync(name, 2);
        var last = await AddAsync(name, 3);
        using var second = await Support.Watching.StartAsync(Client, $"q=shape&collection={name}", position);

        Assert.Equal(["2.png", "3.png"], await second.ImagesUntilAsync(at => at == last));
    }

    [Theory]
    [InlineData("8b752fa4447e-0-93c1f20a6d5be847")]
    [InlineData("nonsense")]
    public async Task Watch_WithAnIdThatIsNotRemembered_SaysThatThereIsAGap(string since)
    {
        var name = await Client.NewGalleryAsync(1);

        using var watching = await Support.Watching.StartAsync(Client, $"q=shape&collection={name}", since);

        Assert.Equal("gap", (await watching.NextAsync())!.Name);
        var last = await AddAsync(name, 4);
        Assert.Equal(["4.png"], await watching.ImagesUntilAsync(position => position == last));
    }

    [Fact]
    public async Task Watch_CollectionIsDeleted_EndsWithTheProblem()
    {
        var name = await Client.NewGalleryAsync(1);
        using var watching = await Support.Watching.StartAsync(Client, $"q=shape&collection={name}");

        (await Client.DeleteAsync($"/collections/{name}", Token)).Dispose();

        var problem = (await watching.NextAsync())!;
        Assert.Equal(("problem", "NotFound"), (problem.Name, problem.Json.Text("code")));
        Assert.Null(await watching.NextAsync());
    }

    [Fact]
    public async Task Watchers_ThatLeave_GiveTheirPlacesBack()
    {
        var gate = Server.Services.GetRequiredService<WatchGate>();
        var name = await Client.NewGalleryAsync(1);
        await Eventually.IsTrueAsync(() => gate.Open == 0, Token);
        var watchers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Support.Watching.StartAsync(Client, $"q={i}&collection={name}")));
        Assert.Equal(5, gate.Open);

        foreach (var watcher in watchers)
        {
            watcher.Dispose();
        }

        await Eventually.IsTrueAsync(() => gate.Open == 0, Token);
    }

    [Theory]
    [InlineData("", 400, "InvalidRequest")]
    [InlineData("q=a&k=5", 400, "InvalidRequest")]
    [InlineData("q=a&minScore=2", 400, "InvalidRequest")]
    [InlineData("q=a&filter=year>>1", 400, "InvalidRequest")]
    [InlineData("q=a&collection=never-made", 404, "NotFound")]
    public async Task Watch_ThatCannotBe_IsRefusedAsASearchIs(string query, int status, string code) =>
        await Client.GetProblemAsync($"/search/watch?{query}", status, code);

    [Fact]
    public async Task Head_OfAWatch_Ends()
    {
        var name = await Client.NewGalleryAsync(1);
        using var request = new HttpRequestMessage(HttpMethod.Head, $"/search/watch?q=shape&collection={name}");

        using var response = await Client.SendAsync(request, Token);

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    /// <summary>Adds a picture, and returns the collection's version after it.</summary>
    private async Task<string> AddAsync(string collection, int picture, string? caption = null, int? year = null)
    {
        using var form = new MultipartFormDataContent
        {
            { JsonContent.Create(new[] { new { caption, fields = year is null ? null : new { year } } }), "metadata" },
        };
        form.AddImage($"{picture}.png", Png.Of(picture));
        using var response = await Client.PostAsync($"/collections/{collection}/images", form, Token);
        var answer = await response.JsonAsync();
        Assert.NotEqual("failed", answer.GetProperty("images")[0].Text("status"));
        return answer.Text("version");
    }
}

public sealed class EmbeddedWatchTests(EmbeddedWatchTests.Fixture fixture) : WatchTests, IClassFixture<EmbeddedWatchTests.Fixture>
{
    private protected override TestServer Server => fixture.Server;

    public sealed class Fixture() : ServerFixture([]);
}

public sealed class QdrantWatchTests(QdrantBackedServer shared) : WatchTests, IClassFixture<QdrantBackedServer>
{
    private protected override TestServer Server => shared.Server;
}
