using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>Pictures that are dropped, pasted and chosen: to add them, or to search with one.</summary>
public sealed class PageAddingTests(Chromium chromium)
{
    private static readonly FilePayload Beach = new() { Name = "beach.png", MimeType = "image/png", Buffer = "beach"u8.ToArray() };

    [Fact]
    public async Task Drop_OnThePage_AddsThePicturesAndShowsThem()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?collection=new");
        await Expect(tab.Panel).ToContainTextAsync("new has no pictures yet");

        await tab.GiveAsync("main", "drop", "one.png", "notes.txt", "two.png");

        await Expect(tab.Id("adding-found")).ToHaveTextAsync("2 pictures chosen. 1 other file left out.");
        await Expect(tab.Id("adding-collection")).ToHaveValueAsync("new");
        await tab.Button("Add 2 pictures").ClickAsync();
        await Expect(tab.Id("adding-count")).ToHaveTextAsync("2 pictures added.");
        await tab.Button("Close").Last.ClickAsync();
        await Expect(tab.Cards).ToHaveCountAsync(2);
        Assert.Equal(["one.png", "two.png"], server.Uploads.Select(upload => upload.Text).Order(StringComparer.Ordinal));
        Assert.All(server.Uploads, upload => Assert.Matches("^added 2[0-9. -]+/(one|two).png$", upload.Name));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Paste_Twice_GivesTheTwoPicturesNamesOfTheirOwn()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        await tab.GiveAsync("main", "paste", "image.png");
        await tab.GiveAsync("#adding", "paste", "image.png");
        await tab.Button("Add 2 pictures").ClickAsync();
        await Expect(tab.Id("adding-count")).ToHaveTextAsync("2 pictures added.");

        Assert.Equal(2, server.Uploads.Select(upload => upload.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(server.Uploads, upload => upload.Name.EndsWith("/image (2).png", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choice_IntoANewCollection_MakesItAndGoesThere()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);
        await tab.Id("add").ClickAsync();
        await tab.Id("adding-collection").SelectOptionAsync("New collection…");
        await tab.Id("adding-name").FillAsync("trip");

        await tab.Id("adding-files").SetInputFilesAsync(Beach);
        await tab.Button("Add 1 picture").ClickAsync();

        await Expect(tab.Id("adding-count")).ToHaveTextAsync("1 picture added.");
        Assert.Equal(("trip", "beach"), server.Uploads.Select(upload => (upload.Collection, upload.Text)).Single());
        await tab.UntilAsync("() => location.search === '?collection=trip'");
    }

    [Fact]
    public async Task Failures_OfSome_HaveTheirReasonsAndAreTriedAgain()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        server.Before = request => request.Method == "POST" && request.Query["name"].ToString().EndsWith("bad.png", StringComparison.Ordinal)
            ? PageServer.Problem(422, "CorruptImage", "The file ends too early.")
            : PageServer.Served;

        await tab.GiveAsync("main", "drop", "good.png", "bad.png");
        await tab.Button("Add 2 pictures").ClickAsync();

        await Expect(tab.Id("adding-count")).ToHaveTextAsync("1 picture added, 1 not added.");
        await Expect(tab.Id("adding-failed")).ToHaveTextAsync("bad.png The file ends too early.");
        server.Before = _ => PageServer.Served;
        await tab.Button("Try those again").ClickAsync();
        await Expect(tab.Id("adding-count")).ToHaveTextAsync("1 picture added.");
        Assert.Equal(2, server.Uploads.Count);
    }

    [Fact]
    public async Task Server_Busy_IsAskedAgain()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        var refusals = 0;
        server.Before = request => request.Method == "POST" && Interlocked.Increment(ref refusals) == 1
            ? PageServer.Problem(429, "Overloaded", "Come back in 1 second.")
            : PageServer.Served;

        await tab.GiveAsync("main", "drop", "one.png");
        await tab.Button("Add 1 picture").ClickAsync();

        await Expect(tab.Id("adding-count")).ToHaveTextAsync("1 picture added.");
    }

    [Fact]
    public async Task Cancel_WhileTheServerStalls_StopsAtOnce()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        var stalled = new TaskCompletionSource<IResult?>();
        server.Before = request => request.Method == "POST" ? stalled.Task : PageServer.Served;

        await tab.GiveAsync("main", "drop", "1.png", "2.png", "3.png", "4.png", "5.png");
        await tab.Button("Add 5 pictures").ClickAsync();
        await Expect(tab.Id("adding-count")).ToHaveTextAsync("0 of 5 pictures");
        await tab.Id("adding-cancel").ClickAsync();

        await Expect(tab.Id("adding-count")).ToHaveTextAsync("0 pictures added, 5 cancelled.");
        await Expect(tab.Button("Close").Last).ToBeFocusedAsync();
        stalled.SetResult(Results.NoContent());
        Assert.Empty(server.Uploads);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("paste")]
    public async Task Picture_OnTheSearchBox_IsSearchedWith(string kind)
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        await tab.GiveAsync("#q", kind, "beach.png");

        await Expect(tab.Id("title")).ToHaveTextAsync("Pictures like this one");
        await Expect(tab.Page.Locator("#terms .term")).ToHaveCountAsync(1);
        await Expect(tab.Id("count")).ToContainTextAsync("Top 100 of 240 pictures");
        Assert.Equal("beach.png", Assert.Single(server.Bodies));
        await server.AskedAsync("POST /search/image?k=100&collection=demo&partial=allow");
        await Expect(tab.Page.Locator("#adding")).ToBeHiddenAsync();

        await tab.Page.ReloadAsync();
        await Expect(tab.Panel).ToContainTextAsync("Drop it on the search box once more.");
    }

    [Fact]
    public async Task Picture_ChosenToSearchWith_IsCombinedWithWords()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        await tab.Id("by-image-file").SetInputFilesAsync(Beach);
        await Expect(tab.Id("title")).ToHaveTextAsync("Pictures like this one");
        await tab.SearchAsync("at night");

        await Expect(tab.Id("title")).ToHaveTextAsync("“at night”");
        await server.AskedAsync("POST /search/image?q=at+night&k=100&collection=demo&partial=allow");
    }
}
