using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>One picture in the viewer.</summary>
public sealed class PageViewerTests(Chromium chromium)
{
    [Fact]
    public async Task Picture_Opened_IsInTheAddressAndBackCloses()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");

        await tab.Page.Locator("[data-index='3']").ClickAsync();

        await Expect(tab.Viewer).ToBeVisibleAsync();
        Assert.Equal($"?q=tree&collection=demo&image={PageServer.IdOf(3)}", tab.Query);
        await Expect(tab.Viewer.Locator("img.preview.loaded")).ToHaveAttributeAsync("src", $"/collections/demo/images/{PageServer.IdOf(3)}/preview");
        await tab.Page.GoBackAsync();
        await Expect(tab.Viewer).ToBeHiddenAsync();
        await tab.FocusIsAtAsync(3);
        Assert.Equal("?q=tree&collection=demo", tab.Query);
        Assert.Single(server.Queries);
    }

    [Fact]
    public async Task Picture_Described_SaysDateTagsAndSizeAsPeopleReadThem()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");

        await tab.Page.Locator("[data-index='3']").ClickAsync();

        await Expect(tab.Id("viewer-tags")).ToHaveTextAsync("Warm");
        var facts = await tab.Page.EvaluateAsync<string>("[...document.getElementById('viewer-facts').children].map(e => e.textContent).join('|')");
        Assert.Equal(
            "Taken|Friday, 31 May 2024 at 18:30|Year|2024|Split|seen|Place|beach|Names|folder/3.jpg\nagain.jpg|Size|1200 × 300|Match|0.500",
            facts);
        await Expect(tab.Id("viewer-download")).ToHaveAttributeAsync("download", "3.jpg");
        await Expect(tab.Id("viewer-download")).ToHaveAttributeAsync("href", $"/collections/demo/images/{PageServer.IdOf(3)}");
    }

    [Fact]
    public async Task Arrows_Pressed_GoOnWithoutFillingTheHistory()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await tab.Page.Locator("[data-index='0']").ClickAsync();
        await Expect(tab.Button("Previous picture")).ToBeDisabledAsync();

        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Button("Next picture").ClickAsync();

        await tab.UntilAsync($"() => location.search.endsWith('{PageServer.IdOf(2)}')");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Viewer).ToBeHiddenAsync();
        await tab.FocusIsAtAsync(2);
    }

    [Fact]
    public async Task Arrows_AtTheLastLoaded_LoadMore()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo&image={PageServer.IdOf(99)}");
        await Expect(tab.Viewer).ToBeVisibleAsync();

        await tab.Page.Keyboard.PressAsync("ArrowRight");

        await tab.UntilAsync($"() => location.search.endsWith('{PageServer.IdOf(100)}')");
    }

    [Fact]
    public async Task Link_ToAPictureThatIsNotLoaded_ShowsItAlone()
    {
        await using var server = await PageServer.StartAsync();
        server.Collections["demo"] = 5000;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?collection=demo&image={PageServer.IdOf(4321)}");

        await Expect(tab.Viewer).ToBeVisibleAsync();
        await Expect(tab.Id("viewer-facts")).ToContainTextAsync("folder/4321.jpg");
        await Expect(tab.Button("Next picture")).ToBeDisabledAsync();
        await tab.Button("Close").First.ClickAsync();

        await Expect(tab.Viewer).ToBeHiddenAsync();
        Assert.Equal("?collection=demo", tab.Query);
    }

    [Fact]
    public async Task Link_ToAPictureThatIsGone_SaysSoAndShowsTheRest()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?collection=demo&image=0f8fad5b-d9cb-469f-a165-70867728950e");

        await Expect(tab.Id("announcement")).ToHaveTextAsync("That picture is not there any more.");
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await Expect(tab.Viewer).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Picture_Zoomed_IsPannedWithinItsBoundsAndReset()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo&image={PageServer.IdOf(4)}");
        await Expect(tab.Viewer).ToBeVisibleAsync();

        await tab.Page.Mouse.MoveAsync(300, 300);
        await tab.Page.Mouse.WheelAsync(0, -600);

        await tab.UntilAsync("() => document.getElementById('viewer-pictures').style.transform.includes('scale')");
        await Expect(tab.Viewer.Locator("img.preview")).ToHaveAttributeAsync("src", $"/collections/demo/images/{PageServer.IdOf(4)}");
        var before = await tab.Page.EvaluateAsync<string>("document.getElementById('viewer-pictures').style.transform");
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync(350, 320);
        await tab.Page.Mouse.UpAsync();
        Assert.NotEqual(before, await tab.Page.EvaluateAsync<string>("document.getElementById('viewer-pictures').style.transform"));
        await tab.Page.Keyboard.PressAsync("0");
        await tab.UntilAsync("() => document.getElementById('viewer-pictures').style.transform === ''");
        await tab.Page.Keyboard.PressAsync("+");
        await Expect(tab.Button("Zoom out")).ToBeEnabledAsync();
        Assert.EndsWith($"image={PageServer.IdOf(4)}", tab.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phone_Swiped_GoesOnAndDownCloses()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo", Chromium.Phone());
        await tab.Page.Locator("[data-index='1']").TapAsync();
        await Expect(tab.Viewer).ToBeVisibleAsync();

        await SwipeAsync(tab, -150, 5);
        await tab.UntilAsync($"() => location.search.endsWith('{PageServer.IdOf(2)}')");
        await SwipeAsync(tab, 150, -5);
        await tab.UntilAsync($"() => location.search.endsWith('{PageServer.IdOf(1)}')");
        await SwipeAsync(tab, 5, 200);

        await Expect(tab.Viewer).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Preview_ThatCannotBeMade_GivesWayToTheOriginal()
    {
        await using var server = await PageServer.StartAsync();
        server.Before = request => request.Path.Value!.EndsWith("/preview", StringComparison.Ordinal)
            ? PageServer.Problem(503, "Unavailable", "no")
            : PageServer.Served;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo&image={PageServer.IdOf(1)}");

        await Expect(tab.Viewer.Locator("img.preview.loaded")).ToHaveAttributeAsync("src", $"/collections/demo/images/{PageServer.IdOf(1)}");
        await Expect(tab.Id("viewer-failed")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task MoreLikeThis_Clicked_SearchesByThePicture()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?collection=demo&image={PageServer.IdOf(1)}");
        await Expect(tab.Button("Search without this")).ToBeHiddenAsync();

        await tab.Button("More like this").ClickAsync();

        await Expect(tab.Viewer).ToBeHiddenAsync();
        await Expect(tab.Id("title")).ToHaveTextAsync("Pictures like this one");
        await Expect(tab.Page.Locator("#terms img")).ToHaveAttributeAsync("src", $"collections/demo/images/{PageServer.IdOf(1)}/thumbnail");
        await server.AskedAsync($"GET /search?like={PageServer.IdOf(1)}&k=100&collection=demo&partial=allow");

        await tab.SearchAsync("at night");
        await tab.UntilAsync($"() => location.search === '?q=at+night&like={PageServer.IdOf(1)}&collection=demo'");
        await tab.Page.GetByLabel("Search again, not like this picture").ClickAsync();
        await tab.UntilAsync("() => location.search === '?q=at+night&collection=demo'");
    }

    [Fact]
    public async Task SearchWithoutThis_Clicked_AddsATermOfNegativeWeight()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo&image={PageServer.IdOf(1)}");

        await tab.Button("Search without this").ClickAsync();

        await tab.UntilAsync($"() => location.search === '?q=tree&unlike={PageServer.IdOf(1)}&collection=demo'");
        await Expect(tab.Page.Locator("#terms .unlike")).ToHaveCountAsync(1);
        await Eventually.IsTrueAsync(() => !server.Bodies.IsEmpty);
        var body = JsonDocument.Parse(Assert.Single(server.Bodies)).RootElement;
        Assert.Equal("tree", body.GetProperty("q").GetString());
        var term = body.GetProperty("terms")[0];
        Assert.Equal(PageServer.IdOf(1), term.GetProperty("like").GetString());
        Assert.True(term.GetProperty("weight").GetDouble() < 0);
    }

    [Fact]
    public async Task CopyLink_Clicked_CopiesTheAddressOfThePicture()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(
            $"{server.Url}/?q=tree&image={PageServer.IdOf(1)}", new() { Permissions = ["clipboard-read", "clipboard-write"] });

        await tab.Id("viewer-copy").ClickAsync();

        await Expect(tab.Id("viewer-copy")).ToHaveTextAsync("Copied");
        Assert.Equal(
            $"{server.Url}/?q=tree&collection=demo&image={PageServer.IdOf(1)}",
            await tab.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    private static async Task SwipeAsync(Tab tab, int x, int y)
    {
        const int Steps = 4;
        var session = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        Dictionary<string, object> Touch(string type, int step) => new(StringComparer.Ordinal)
        {
            ["type"] = type,
            ["touchPoints"] = type == "touchEnd"
                ? []
                : new[] { new { x = 180 + (x * step / Steps), y = 200 + (y * step / Steps) } },
        };
        await session.SendAsync("Input.dispatchTouchEvent", Touch("touchStart", 0));
        for (var step = 1; step <= Steps; step++)
        {
            await session.SendAsync("Input.dispatchTouchEvent", Touch("touchMove", step));
        }

        await session.SendAsync("Input.dispatchTouchEvent", Touch("touchEnd", Steps));
    }
}
