using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>The page for everybody: screen readers, both colour schemes, telephones, little motion.</summary>
public sealed class PageAccessTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Dark, false)]
    [InlineData(ColorScheme.Light, true)]
    public async Task Page_InEveryState_HasNoFaultThatAxeFinds(ColorScheme scheme, bool isPhone)
    {
        await using var server = await PageServer.StartAsync();
        (server.KnowsOnlyItsWorld, server.HasPlaces) = (true, true);
        server.Unknown = ["zebra"];
        await using var tab = await chromium.OpenAsync(server.Url, isPhone ? Chromium.Phone(scheme) : new() { ColorScheme = scheme });
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await tab.IsAccessibleAsync();

        await tab.Cards.First.ClickAsync();
        await Expect(tab.Viewer.Locator("img.preview.loaded")).ToBeVisibleAsync();
        await tab.IsAccessibleAsync();

        await tab.Button("More like this").ClickAsync();
        await Expect(tab.Page.Locator("#terms .term")).ToHaveCountAsync(1);
        await tab.IsAccessibleAsync();

        await tab.Page.GotoAsync($"{server.Url}/?q=a+dog+-+people&collection=mine&cutoff=auto&collapse=0.95&filter=year:2024");
        await Expect(tab.Id("facets").Locator("button")).ToHaveCountAsync(2);
        await tab.Page.Locator("#notes summary").ClickAsync();
        Assert.True(await tab.Page.EvaluateAsync<bool>("(notes => notes.scrollWidth <= notes.clientWidth)(document.getElementById('notes'))"));
        await tab.IsAccessibleAsync();

        await tab.Id("manage").ClickAsync();
        await tab.Page.Locator("summary", new() { HasText = "mine" }).ClickAsync();
        await tab.Button("Delete…").ClickAsync();
        await tab.IsAccessibleAsync();
        await tab.Page.Keyboard.PressAsync("Escape");

        await tab.Id("add").ClickAsync();
        await tab.IsAccessibleAsync();
        await tab.Page.Keyboard.PressAsync("Escape");

        server.Before = request => request.Path == "/search" ? PageServer.Problem(500, "Internal", "no") : PageServer.Served;
        await tab.SearchAsync("tree");
        await Expect(tab.Panel).ToBeVisibleAsync();
        await tab.IsAccessibleAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=tree+-+wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww&collection=demo&filter=wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww:1")]
    public async Task Phone_360PixelsWide_NeedsNoSidewaysScroll(string address)
    {
        await using var server = await PageServer.StartAsync();
        (server.Caption, server.Unknown, server.KnowsOnlyItsWorld) = (new string('w', 300), [new string('u', 200)], true);
        await using var tab = await chromium.OpenAsync(server.Url + address, Chromium.Phone());
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        Assert.Equal(360, await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await tab.Cards.First.TapAsync();

        await Expect(tab.Viewer).ToBeVisibleAsync();
        Assert.True(await tab.Page.EvaluateAsync<bool>("(d => d.scrollWidth <= d.clientWidth)(document.getElementById('viewer'))"));
    }

    [Fact]
    public async Task Buttons_OnAPhone_AreLargeEnoughToTouch()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url, Chromium.Phone());
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        var small = await tab.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll("button, select, a")].filter(one => one.checkVisibility() && !one.matches(".skip"))
              .filter(one => (box => box.width < 24 || box.height < 24)(one.getBoundingClientRect())).map(one => one.outerHTML)
            """);

        Assert.Empty(small);
    }

    [Fact]
    public async Task Motion_NotWanted_ThereIsNone()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url, new() { ReducedMotion = ReducedMotion.Reduce });
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        var moving = await tab.Page.EvaluateAsync<int>(
            """
            [...document.querySelectorAll("*")].map(one => getComputedStyle(one))
              .filter(style => style.transitionProperty !== "none" && style.transitionDuration !== "0s").length
            """);

        Assert.Equal(0, moving);
    }

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(250, 248, 243)")]
    [InlineData(ColorScheme.Dark, "rgb(21, 24, 27)")]
    public async Task Page_SystemPrefersAScheme_UsesItsColours(ColorScheme scheme, string paper)
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url, new() { ColorScheme = scheme });

        await Expect(tab.Page.Locator("body")).ToHaveCSSAsync("background-color", paper);
    }

    [Fact]
    public async Task Results_Scrolled_AreAnnounced()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Id("count")).ToHaveAttributeAsync("aria-live", "polite");

        await tab.ScrollUntilAsync("document.querySelector('[data-index=\"239\"]')");

        await Expect(tab.Id("announcement")).ToHaveTextAsync("140 more pictures, 240 so far");
    }
}
