using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>The dialog that manages collections.</summary>
public sealed class PageCollectionsTests(Chromium chromium)
{
    [Fact]
    public async Task Create_AName_MakesTheCollectionAndShowsIt()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await OpenAsync(server);

        await tab.Id("collections-name").FillAsync("trip");
        await tab.Button("Create").ClickAsync();

        await tab.UntilAsync("() => location.search === '?collection=trip'");
        await Expect(tab.Panel).ToContainTextAsync("trip has no pictures yet");
        Assert.Contains("trip", server.Collections.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Create_Refused_SaysWhy()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await OpenAsync(server);
        server.Before = request => request.Method == "PUT" ? PageServer.Problem(409, "Conflict", "The name is taken.") : PageServer.Served;

        await tab.Id("collections-name").FillAsync("trip");
        await tab.Button("Create").ClickAsync();

        await Expect(tab.Id("collections-wrong")).ToHaveTextAsync("The name is taken.");
    }

    [Fact]
    public async Task Collection_Opened_IsDescribed()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await OpenAsync(server);

        await tab.Page.Locator("summary", new() { HasText = "demo" }).ClickAsync();

        await Expect(tab.Page.Locator("details[open] dl")).ToHaveTextAsync("ModeldemoOriginals12 MBCreated28 November 2026Changed29 November 2026");
    }

    [Fact]
    public async Task Alias_Added_IsRenamedAndRemoved()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await OpenAsync(server);
        await tab.Page.Locator("summary", new() { HasText = "mine" }).ClickAsync();
        var open = tab.Page.Locator("details[open]");

        await open.GetByLabel("New alias").FillAsync("ours");
        await open.GetByText("Add alias").ClickAsync();
        await Expect(open.Locator(".chip")).ToContainTextAsync("ours");

        await open.GetByLabel("Rename the alias ours").ClickAsync();
        await open.GetByLabel("New name for the alias ours").FillAsync("theirs");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(open.Locator(".chip")).ToContainTextAsync("theirs");
        Assert.Equal(["theirs"], server.Aliases.Keys);

        await open.GetByLabel("Remove the alias theirs").ClickAsync();
        await Expect(open.Locator(".chip")).ToHaveCountAsync(0);
        Assert.Empty(server.Aliases);
    }

    [Fact]
    public async Task Delete_OnlyWithItsNameTyped_DeletesTheCollection()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await OpenAsync(server);
        await tab.Page.Locator("summary", new() { HasText = "mine" }).ClickAsync();
        await tab.Button("Delete…").ClickAsync();
        var name = tab.Page.Locator(".deletion input");
        await Expect(tab.Page.Locator(".deletion label")).ToContainTextAsync("with 40 pictures");

        await name.FillAsync("min");
        await Expect(tab.Button("Delete")).ToBeDisabledAsync();
        await name.PressAsync("Enter");
        Assert.Contains("mine", server.Collections.Keys, StringComparer.Ordinal);
        await name.FillAsync("mine");
        await tab.Button("Delete").ClickAsync();

        await Expect(tab.Page.Locator("summary")).ToHaveCountAsync(2);
        Assert.DoesNotContain("mine", server.Collections.Keys, StringComparer.Ordinal);
        await Expect(tab.Id("collection")).Not.ToContainTextAsync("mine");
    }

    private async Task<Tab> OpenAsync(PageServer server)
    {
        var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await tab.Id("manage").ClickAsync();
        await Expect(tab.Page.Locator("summary")).ToHaveCountAsync(3);
        return tab;
    }
}
