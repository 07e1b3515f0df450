using Microsoft.Playwright;
using Txt2Image.Api.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>The page of the real server, which requires keys and is served under a path.</summary>
public sealed class PageKeyTests(Chromium chromium, PageKeyTests.Fixture fixture) : IClassFixture<PageKeyTests.Fixture>
{
    private const string Key = "a-long-secret-of-the-test";

    private static readonly FilePayload Picture = new() { Name = "new.png", MimeType = "image/png", Buffer = Png.Of(77) };

    private string Page => new Uri(fixture.Server.Address, "/images/").AbsoluteUri;

    [Fact]
    public async Task Key_AskedForOnce_OpensSearchesPicturesAndUploads()
    {
        using var asking = new HttpClient { BaseAddress = fixture.Client.BaseAddress };
        asking.DefaultRequestHeaders.Add("X-Api-Key", Key);
        var gallery = await asking.NewGalleryAsync(3);
        await using var tab = await chromium.OpenAsync($"{Page}?q=a+picture&collection={gallery}");
        await Expect(tab.Id("key-input")).ToBeFocusedAsync();

        await tab.Page.Keyboard.TypeAsync("a-wrong-key-of-the-test");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Id("key-error")).ToContainTextAsync("not a key of this server");

        // The wrong key is selected, so that typing replaces it.
        await tab.Page.Keyboard.TypeAsync(Key);
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("a.card.loaded")).ToHaveCountAsync(3);
        Assert.Equal("", await tab.Page.EvaluateAsync<string>("document.cookie"));
        await tab.Cards.First.ClickAsync();
        await Expect(tab.Viewer.Locator("img.preview.loaded")).ToBeVisibleAsync();
        await tab.Button("More like this").ClickAsync();
        await Expect(tab.Cards).ToHaveCountAsync(2);

        tab.Errors.Clear();
        await tab.Page.GotoAsync($"{Page}?collection={gallery}");
        await Expect(tab.Page.Locator("a.card.loaded")).ToHaveCountAsync(3);
        await tab.Id("add").ClickAsync();
        await tab.Id("adding-files").SetInputFilesAsync(
            new FilePayload[] { Picture, new() { Name = "bad.png", MimeType = "image/png", Buffer = [1, 2, 3] } });
        await tab.Button("Add 2 pictures").ClickAsync();
        await Expect(tab.Id("adding-count")).ToHaveTextAsync("1 picture added, 1 not added.");
        await Expect(tab.Cards).ToHaveCountAsync(4);
        Assert.DoesNotContain(tab.Errors, error => error.Contains("Content Security Policy", StringComparison.Ordinal));
        await tab.Button("Close").Last.ClickAsync();

        await tab.Id("by-image-file").SetInputFilesAsync(Picture);
        await Expect(tab.Id("title")).ToHaveTextAsync("Pictures like this one");
        await Expect(tab.Cards).ToHaveCountAsync(4);

        await tab.Id("sign-out").ClickAsync();
        await Expect(tab.Id("key")).ToBeVisibleAsync();
        await Expect(tab.Id("sign-out")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Key_NotGiven_IsSaidAndCanBeGivenLater()
    {
        await using var tab = await chromium.OpenAsync($"{Page}?q=tree");
        await Expect(tab.Id("key")).ToBeVisibleAsync();

        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Panel).ToContainTextAsync("This server requires a key");
        await tab.Button("Try again").ClickAsync();

        await Expect(tab.Id("key")).ToBeVisibleAsync();
    }

    public sealed class Fixture() : ServerFixture([$"Security:ApiKeys:0={Key}", "Proxy:PathBase=/images"]);
}
