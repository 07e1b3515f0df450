using Microsoft.AspNetCore.Http;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>What a person reads when something is missing, slow or broken: no command line and no HTTP.</summary>
public sealed class PageFailureTests(Chromium chromium)
{
    [Fact]
    public async Task Collections_None_OffersToMakeOne()
    {
        await using var server = await PageServer.StartAsync();
        server.Collections.Clear();
        await using var tab = await chromium.OpenAsync(server.Url);

        await Expect(tab.Panel).ToContainTextAsync("There are no collections yet");
        await tab.Button("New collection").ClickAsync();
        await Expect(tab.Id("collections-name")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("/?collection=gone")]
    [InlineData("/?q=tree&collection=gone")]
    public async Task Collection_NotThere_ListsThoseThatAreToClick(string address)
    {
        await using var server = await PageServer.StartAsync();
        var searched = new TaskCompletionSource();
        server.Before = async request =>
        {
            if (request.Path == "/search")
            {
                searched.TrySetResult();
                return await PageServer.Problem(404, "NotFound", "There is no collection 'gone': GET /collections lists them.");
            }

            // The list of collections comes after the answer to a search.
            await (request.Path == "/status" && address.Contains("q=", StringComparison.Ordinal) ? searched.Task : Task.CompletedTask);
            return null;
        };
        await using var tab = await chromium.OpenAsync(server.Url + address);
        await Expect(tab.Panel).ToContainTextAsync("There is no collection “gone”");
        await Expect(tab.Panel).Not.ToContainTextAsync("GET");
        server.Before = _ => PageServer.Served;

        await tab.Button("mine · 40 pictures").ClickAsync();

        await Expect(tab.Id("title")).ToHaveTextAsync("Pictures in mine");
        await Expect(tab.Cards.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Indexing_UnderWay_IsCountedAndThenShown()
    {
        await using var server = await PageServer.StartAsync();
        server.Collections["demo"] = 0;
        server.Indexing = new { collection = "demo", done = 212, total = 600 };
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Id("indexing-text")).ToHaveTextAsync("212 of 600 pictures indexed in demo");
        await Expect(tab.Panel).ToContainTextAsync("demo is being filled");

        server.Collections["demo"] = 30;
        server.Indexing = null;

        await Expect(tab.Id("indexing")).ToBeHiddenAsync();
        await Expect(tab.Cards.First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(429, "Overloaded", "The server is busy")]
    [InlineData(503, "Unavailable", "A part of the server does not answer")]
    [InlineData(500, "Internal", "Something went wrong on the server")]
    [InlineData(400, "InvalidRequest", "Come back in 2 seconds.")]
    public async Task Server_Refusing_IsSaidInPlainWordsAndTriedAgain(int status, string code, string words)
    {
        await using var server = await PageServer.StartAsync();
        server.Before = request => request.Path == "/search" ? PageServer.Problem(status, code, "Come back in 2 seconds.") : PageServer.Served;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Panel).ToContainTextAsync(words);
        await Expect(tab.Panel).ToHaveAttributeAsync("role", "alert");
        server.Before = _ => PageServer.Served;

        await tab.Button("Try again").ClickAsync();

        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await Expect(tab.Panel).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Server_DyingWhileScrolled_KeepsWhatIsThereAndGoesOnLater()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        var dies = true;
        server.Before = request =>
        {
            if (dies && request.Path == "/search")
            {
                request.HttpContext.Abort();
            }

            return PageServer.Served;
        };

        await tab.ScrollUntilAsync("document.getElementById('end').textContent.includes('The server does not answer')");
        await Expect(tab.Cards.First).ToBeAttachedAsync();
        await Expect(tab.Id("end")).Not.ToContainTextAsync("dotnet");
        dies = false;
        await tab.Id("end").GetByText("Try again").ClickAsync();

        await tab.ScrollUntilAsync("document.querySelector('[data-index=\"239\"]')");
    }

    [Fact]
    public async Task Server_StalledAndAskedOtherwise_ShowsTheLaterAnswerOnly()
    {
        await using var server = await PageServer.StartAsync();
        var stalled = new TaskCompletionSource<IResult?>();
        server.Before = request => request.Path == "/search" && request.Query["q"] == "slow" ? stalled.Task : PageServer.Served;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=slow&collection=demo");
        await Expect(tab.Id("count")).ToHaveTextAsync("The server is slow. Still waiting…");

        await tab.SearchAsync("quick");
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        stalled.SetResult(await PageServer.Problem(500, "Internal", "late"));

        await Expect(tab.Id("title")).ToHaveTextAsync("“quick”");
        await Expect(tab.Panel).ToBeHiddenAsync();
        await Expect(tab.Id("pictures")).ToHaveAttributeAsync("aria-busy", "false");
    }

    [Fact]
    public async Task Search_WithoutHits_SuggestsOtherWords()
    {
        await using var server = await PageServer.StartAsync();
        server.Before = request => request.Path == "/search"
            ? Task.FromResult<IResult?>(
                Results.Json(new { collection = "demo", cache = "none", hits = Array.Empty<object>(), timings = new { total = 1.0 } }))
            : PageServer.Served;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");

        await Expect(tab.Panel).ToContainTextAsync("Nothing here matches");
    }

    [Fact]
    public async Task Thumbnail_Missing_ShowsItsCaption()
    {
        await using var server = await PageServer.StartAsync();
        server.Before = request => request.Path.Value!.EndsWith("/thumbnail", StringComparison.Ordinal)
            ? PageServer.Problem(404, "NotFound", "gone")
            : PageServer.Served;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");

        await Expect(tab.Page.Locator("a.card.broken").First.Locator("img")).ToHaveAttributeAsync("alt", "a caption");
    }
}
