using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>A collection and the results of a search in the grid.</summary>
public sealed class PageBrowsingTests(Chromium chromium)
{
    /// <summary>How much of the page has moved without the reader doing anything; 0 is nothing.</summary>
    internal const string WatchShifts =
        """
        window.shift = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => { if (!entry.hadRecentInput) window.shift += entry.value; }))
          .observe({ type: "layout-shift", buffered: true });
        """;

    [Fact]
    public async Task Opened_WithoutAQuestion_ShowsTheCollectionByDayNewestFirst()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);

        await Expect(tab.Id("title")).ToHaveTextAsync("Pictures in demo");
        await Expect(tab.Id("count")).ToHaveTextAsync("240 pictures");
        await Expect(tab.Page.Locator("h2.day").First).ToHaveTextAsync("Friday, 31 May 2024");
        await Expect(tab.Page.Locator("h2.day").Nth(1)).ToHaveTextAsync("Thursday, 30 May 2024");
        await Expect(tab.Cards.First).ToHaveAttributeAsync("data-index", "0");
        await Expect(tab.Cards.First.Locator("img")).ToHaveAttributeAsync("src", $"collections/demo/images/{PageServer.IdOf(0)}/thumbnail");
        await Expect(tab.Id("q")).ToBeFocusedAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveCountAsync(1);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Scrolled_ToTheEnd_LoadsAllAndKeepsFewInTheDocument()
    {
        await using var server = await PageServer.StartAsync();
        server.Collections["demo"] = 5000;
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await tab.Page.EvaluateAsync(WatchShifts);

        await tab.ScrollUntilAsync("document.querySelector('[data-index=\"4999\"]')");

        await Expect(tab.Page.Locator("h2.day").Last).ToHaveTextAsync("No date");
        Assert.InRange(await tab.Cards.CountAsync(), 10, 400);
        Assert.InRange(await tab.Page.EvaluateAsync<double>("window.shift"), 0, .01);
        Assert.Equal(0, await tab.Page.EvaluateAsync<double>("Math.round(document.querySelector('.top').getBoundingClientRect().top)"));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Rows_OfPicturesOfAllShapes_AreAsWideAsThePageAndKeepTheirShapes()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await tab.UntilAsync("() => document.querySelectorAll('a.card.loaded').length > 20");

        var faults = await tab.Page.EvaluateAsync<string[]>(
            """
            () => {
              const cards = [...document.querySelectorAll(".block:first-child a.card")]
                .map(card => ({ box: card.getBoundingClientRect(), image: card.firstChild }));
              const right = Math.round(document.getElementById("pictures").getBoundingClientRect().right);
              const rows = Object.values(Object.groupBy(cards, card => Math.round(card.box.top)));
              const faults = rows.filter(row => Math.abs(Math.max(...row.map(card => card.box.right)) - right) > 1)
                .map(row => `ends at ${row.at(-1).box.right}`);
              for (const { box, image } of cards) {
                const [shown, own] = [box.width / box.height, Math.min(3, image.naturalWidth / image.naturalHeight)];
                if (Math.abs(shown / own - 1) > .03) faults.push(`${shown} instead of ${own}`);
              }
              return faults;
            }
            """);

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Picture_ThatHasNotLoaded_IsShownBlurredWithoutShift()
    {
        await using var server = await PageServer.StartAsync();
        server.ThumbHash = "XTcKrZppk2mAeHh3iHeIh4CGCNiH"; // blue at the left, red at the right
        var thumbnails = new TaskCompletionSource();
        server.Before = async request =>
        {
            if (request.Path.Value!.EndsWith("/thumbnail", StringComparison.Ordinal))
            {
                await thumbnails.Task;
            }

            return null;
        };
        await using var tab = await chromium.OpenAsync($"{server.Url}/?collection=demo");
        await Expect(tab.Cards.First.Locator("canvas")).ToBeVisibleAsync();
        await tab.Page.EvaluateAsync(WatchShifts);

        var colours = await tab.Page.EvaluateAsync<int[]>(
            """
            () => {
              const canvas = document.querySelector("a.card canvas"), context = canvas.getContext("2d");
              const box = canvas.getBoundingClientRect(), card = canvas.parentElement.getBoundingClientRect();
              const pixelAt = x => [...context.getImageData(x, canvas.height / 2, 1, 1).data];
              return [...pixelAt(1), ...pixelAt(canvas.width - 2), Math.abs(box.width - card.width) + Math.abs(box.height - card.height)];
            }
            """);
        thumbnails.SetResult();
        await tab.UntilAsync("() => document.querySelector('a.card.loaded')");

        Assert.True(colours[2] > colours[0] + 100, "blue at the left");
        Assert.True(colours[4] > colours[6] + 100, "red at the right");
        Assert.Equal((255, 0), (colours[3], colours[8]));
        Assert.InRange(await tab.Page.EvaluateAsync<double>("window.shift"), 0, .01);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Year_ChosenWhileBrowsing_FiltersTheCollectionAndStaysForASearch()
    {
        await using var server = await PageServer.StartAsync();
        server.Collections["demo"] = 90;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?collection=demo");
        await tab.Button("2023 (40)").ClickAsync();

        await Expect(tab.Id("count")).ToHaveTextAsync("57 pictures");
        await Expect(tab.Id("filters")).ToHaveTextAsync("2023×");
        await Expect(tab.Page.Locator("h2.day").First).ToBeVisibleAsync();
        Assert.Equal("?collection=demo&filter=taken%3E%3D2023-01-01+and+taken%3C%3D2023-12-31", tab.Query);
        const string Filter = "filter=taken%3E%3D2023-01-01+and+taken%3C%3D2023-12-31";
        await server.AskedAsync($"demo ?order=newest&limit=100&{Filter}");

        await tab.SearchAsync("tree");
        await Expect(tab.Id("title")).ToHaveTextAsync("“tree”");
        await server.AskedAsync($"GET /search?q=tree&k=100&collection=demo&{Filter}&partial=allow");
        await tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Remove the filter 2023" }).ClickAsync();
        await Expect(tab.Id("filters")).ToBeEmptyAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Suggestion_OfAMisspeltText_IsALink()
    {
        await using var server = await PageServer.StartAsync();
        server.Suggestion = PageServer.Hostile;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tere&collection=demo&sort=taken");
        await Expect(tab.Id("notes")).ToHaveTextAsync($"Did you mean {PageServer.Hostile}?");
        server.Suggestion = null;

        await tab.Page.Locator("#notes a").ClickAsync();

        await Expect(tab.Id("q")).ToHaveValueAsync(PageServer.Hostile);
        await Expect(tab.Id("notes")).ToBeEmptyAsync();
        Assert.EndsWith("&collection=demo&sort=taken", tab.Query, StringComparison.Ordinal);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Search_Typed_IsAnsweredAndIsInTheAddress()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync(server.Url);
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        await tab.SearchAsync("a red bicycle");

        await Expect(tab.Id("title")).ToHaveTextAsync("“a red bicycle”");
        await Expect(tab.Id("count")).ToHaveTextAsync("Top 100 of 240 pictures · 12 ms, from memory");
        await Expect(tab.Page).ToHaveTitleAsync("a red bicycle – Txt2Image");
        await Expect(tab.Page.Locator("h2.day")).ToHaveCountAsync(0);
        Assert.Equal("?q=a+red+bicycle", tab.Query);
        await server.AskedAsync("GET /search?q=a+red+bicycle&k=100&collection=demo&partial=allow");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Search_Scrolled_ReadsTheNextStepsUntilTheThousandthHit()
    {
        await using var server = await PageServer.StartAsync();
        server.Collections["demo"] = 5000;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");

        await tab.ScrollUntilAsync("document.querySelector('[data-index=\"999\"]')");

        await Expect(tab.Id("end")).ToHaveTextAsync("These are the best 1,000. Ask more precisely to see others.");
        Assert.Equal(
            ["k=100&collection=demo&partial=allow", "k=300&offset=100&collection=demo", "k=600&offset=400&collection=demo"],
            server.Queries.Select(query => query["GET /search?q=tree&".Length..]));
    }

    [Fact]
    public async Task Back_AndReload_ReturnToWhereTheReaderWas()
    {
        await using var server = await PageServer.StartAsync();
        server.Collections["demo"] = 1000;
        await using var tab = await chromium.OpenAsync(server.Url);
        await tab.ScrollUntilAsync("Number([...document.querySelectorAll('a.card')].at(-1)?.dataset.index) > 600");
        await tab.UntilAsync("() => history.state?.at?.count >= 600");
        const string Top = "() => { const top = document.querySelector('.top').getBoundingClientRect().bottom;"
            + " return [...document.querySelectorAll('a.card')].find(card => card.getBoundingClientRect().bottom > top)?.dataset.index; }";
        var before = await tab.Page.EvaluateAsync<string>(Top);
        var same = $"() => {{ const now = ({Top})(); return now === '{before}'; }}";

        await tab.SearchAsync("tree");
        await Expect(tab.Id("title")).ToHaveTextAsync("“tree”");
        Assert.Equal(0, await tab.Page.EvaluateAsync<double>("scrollY"));
        await tab.Page.GoBackAsync();
        await tab.UntilAsync(same);

        await tab.Page.ReloadAsync();
        await tab.UntilAsync(same);
    }

    [Fact]
    public async Task Window_Resized_LaysOutAnewAndStaysAtThePicture()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await tab.Page.EvaluateAsync("scrollTo({ top: 1500, behavior: 'instant' })");
        await tab.UntilAsync("() => history.state?.at");
        var index = await tab.Page.EvaluateAsync<int>("history.state.at.index");

        await tab.Page.SetViewportSizeAsync(500, 800);

        await tab.UntilAsync("() => document.documentElement.scrollWidth <= 500 && document.getElementById('pictures').clientWidth < 500");
        await tab.UntilAsync(
            $"() => {{ const box = document.querySelector('[data-index=\"{index}\"]')?.getBoundingClientRect();"
                + " return box && box.bottom > 0 && box.top < innerHeight; }");
    }

    [Fact]
    public async Task Keyboard_Alone_ReachesEverything()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await tab.Page.EvaluateAsync("document.activeElement.blur()");

        await tab.Page.Keyboard.PressAsync("/");
        await Expect(tab.Id("q")).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.FocusIsAtAsync(0);
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await tab.FocusIsAtAsync(1);
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.UntilAsync("() => Number(document.activeElement.dataset.index) > 2");
        await tab.Page.Keyboard.PressAsync("ArrowUp");
        await tab.UntilAsync("() => Number(document.activeElement.dataset.index) <= 2");
        await tab.Page.Keyboard.PressAsync("End");
        await tab.FocusIsAtAsync(99);
        await tab.Page.Keyboard.PressAsync("Home");
        await tab.FocusIsAtAsync(0);

        // One stop of the Tab key for the whole grid.
        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.UntilAsync("() => !document.activeElement.matches('a.card')");
        Assert.Equal(1, await tab.Page.Locator("a.card[tabindex='0']").CountAsync());
    }

    [Fact]
    public async Task Collection_Chosen_KeepsTheQuestion()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        await tab.Id("collection").SelectOptionAsync("mine");

        await Expect(tab.Id("count")).ToHaveTextAsync("40 pictures · 12 ms, from memory");
        Assert.Equal("?q=tree&collection=mine", tab.Query);
    }

    [Fact]
    public async Task Intro_OfTheFirstModelsWorld_SearchesItsExamples()
    {
        await using var server = await PageServer.StartAsync();
        server.KnowsOnlyItsWorld = true;
        await using var tab = await chromium.OpenAsync(server.Url);

        await Expect(tab.Page.Locator("#examples button")).ToHaveCountAsync(5);
        var text = await tab.Page.Locator("#examples button").First.InnerTextAsync();
        await tab.Page.Locator("#examples button").First.ClickAsync();

        await Expect(tab.Id("title")).ToHaveTextAsync($"“{text}”");
        await Expect(tab.Id("intro")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Notes_OfAnAnswer_AreAllThere()
    {
        await using var server = await PageServer.StartAsync();
        server.KnowsOnlyItsWorld = true;
        (server.Unknown, server.Truncated) = (["zebra", "quokka"], true);
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=zebra&collection=mine");

        await Expect(tab.Id("notes")).ToContainTextAsync("This model does not know: zebra, quokka.");
        await Expect(tab.Id("notes")).ToContainTextAsync("its end was ignored");
        await Expect(tab.Id("notes")).ToContainTextAsync("knows only the drawings");
        await Expect(tab.Page.GetByText("./txt2image models pull")).ToBeHiddenAsync();
        await tab.Page.GetByText("For the person who runs the server").ClickAsync();
        await Expect(tab.Page.GetByText("./txt2image models pull")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Results_Saved_AreJsonAndATableWithoutFormulas()
    {
        await using var server = await PageServer.StartAsync();
        server.Caption = "=1+1, \"quoted\"";
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=mine");
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        var table = await SavedAsync(tab, "save-csv");
        using var json = System.Text.Json.JsonDocument.Parse(await SavedAsync(tab, "save-json"));

        Assert.Equal("a zip", await SavedAsync(tab, "save-zip"));
        Assert.Contains($"\"{PageServer.IdOf(39)}\"", server.Bodies.Single(), StringComparison.Ordinal);
        await Expect(tab.Id("save-zip")).ToHaveTextAsync("Save pictures (zip)");
        var lines = table.Split("\r\n");
        Assert.Equal(41, lines.Length);
        Assert.Equal("rank,score,id,name,caption,width,height,fields,url", lines[0]);
        var first = $"1,0.5,{PageServer.IdOf(0)},folder/0.jpg,\"'=1+1, \"\"quoted\"\"\",400,300,\"{{\"\"taken\"\"";
        Assert.StartsWith(first, lines[1], StringComparison.Ordinal);
        Assert.Equal("tree", json.RootElement.GetProperty("question").GetProperty("q").GetString());
        Assert.Equal(40, json.RootElement.GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task Captions_WithMarkup_StayText()
    {
        await using var server = await PageServer.StartAsync();
        (server.Caption, server.Unknown) = (PageServer.Hostile, [PageServer.Hostile]);
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");

        await Expect(tab.Cards.First.Locator(".caption")).ToHaveTextAsync(PageServer.Hostile, new() { UseInnerText = false });
        await tab.Cards.First.ClickAsync();
        await Expect(tab.Id("viewer-title")).ToHaveTextAsync(PageServer.Hostile);
        await Expect(tab.Page).ToHaveTitleAsync("tree – Txt2Image");
        Assert.Empty(tab.Errors);
    }

    private static async Task<string> SavedAsync(Tab tab, string button)
    {
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Id(button).ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }
}
