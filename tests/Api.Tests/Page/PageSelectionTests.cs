using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>Several pictures at once, and texts that were searched for before.</summary>
public sealed class PageSelectionTests(Chromium chromium)
{
    [Fact]
    public async Task Pictures_SelectedByMouse_AreSearchedWith()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        await tab.Cards.Nth(1).HoverAsync();
        await Checks(tab).Nth(1).ClickAsync();
        await tab.Cards.Nth(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(tab.Id("selection-count")).ToHaveTextAsync("3 selected");
        await tab.Cards.Nth(2).ClickAsync();
        await Expect(tab.Id("selection-count")).ToHaveTextAsync("2 selected");
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Id("selection-csv").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(3, lines.Length);
        Assert.Contains(PageServer.IdOf(3), lines[2], StringComparison.Ordinal);
        server.Before = request => request.Path.Value!.EndsWith("/zip", StringComparison.Ordinal)
            ? PageServer.Problem(413, "TooLarge", "These images have 3.0 GB.") : PageServer.Served;
        await tab.Id("selection-zip").ClickAsync();
        await Expect(tab.Id("selection-zip")).ToHaveTextAsync("Not saved: try again");
        await Expect(tab.Id("announcement")).ToContainTextAsync("These images have 3.0 GB.");
        tab.Errors.Clear(); // the browser logs the status
        await tab.Button("More like these").ClickAsync();

        await Expect(tab.Page.Locator("#terms .term")).ToHaveCountAsync(2);
        Assert.Equal($"?like={PageServer.IdOf(1)}&like={PageServer.IdOf(3)}&collection=demo", tab.Query);
        await Expect(tab.Id("selection")).ToBeHiddenAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Pictures_SelectedByKeyboard_AreDeletedAfterAQuestion()
    {
        await using var server = await PageServer.StartAsync();
        server.Before = request => request.Method == "DELETE" && request.Path.Value!.EndsWith(PageServer.IdOf(2), StringComparison.Ordinal)
            ? PageServer.Problem(503, "Unavailable", "no") : PageServer.Served;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?collection=demo");
        await tab.Cards.First.FocusAsync();

        await tab.Page.Keyboard.PressAsync("Space");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.Page.Keyboard.PressAsync("Shift+Space");
        await Expect(Checks(tab).Nth(1)).ToHaveAttributeAsync("aria-checked", "true");
        await tab.IsAccessibleAsync();
        await tab.Id("selection-delete").ClickAsync();
        await Expect(tab.Id("deleting-title")).ToHaveTextAsync("Delete 3 pictures?");
        await tab.IsAccessibleAsync();
        await tab.Page.Keyboard.PressAsync("Enter"); // the focus is on the button that keeps them
        Assert.Empty(server.Deleted);
        await tab.Id("selection-delete").ClickAsync();
        await tab.Button("Delete").ClickAsync();

        await Expect(tab.Id("deleting-wrong")).ToContainTextAsync("1 picture was not deleted. It should be back soon.");
        Assert.Equal([PageServer.IdOf(0), PageServer.IdOf(1)], server.Deleted.Order(StringComparer.Ordinal));
        await tab.Button("Keep them").ClickAsync();
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Id("selection")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task RecentTexts_BoxEmptyAndFocused_AreOfferedUntilCleared()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await tab.SearchAsync("a red house");
        await tab.SearchAsync("a blue boat");
        await Expect(tab.Id("title")).ToHaveTextAsync("“a blue boat”");
        await tab.Page.GotoAsync(server.Url);
        await Expect(tab.Id("q")).ToBeFocusedAsync();
        await Expect(tab.Id("recent")).ToBeHiddenAsync();

        await tab.Id("q").ClickAsync();
        await Expect(tab.Page.Locator("#recent li")).ToHaveTextAsync(["a blue boat", "a red house"]);
        await tab.IsAccessibleAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Id("title")).ToHaveTextAsync("“a red house”");
        await tab.Id("q").FillAsync("");
        await tab.Id("q").ClickAsync();
        await tab.Button("Clear").ClickAsync();

        await Expect(tab.Id("recent")).ToBeHiddenAsync();
        Assert.Null(await tab.Page.EvaluateAsync<string?>("localStorage.getItem('txt2image.recent')"));
    }

    private static ILocator Checks(Tab tab) => tab.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Select " });
}
