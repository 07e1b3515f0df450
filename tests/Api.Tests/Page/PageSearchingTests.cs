using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Txt2Image.Api.Tests.Page;

/// <summary>What stands beside a search: its options, filters by the hits' own fields, and the weights of its terms.</summary>
public sealed class PageSearchingTests(Chromium chromium)
{
    [Fact]
    public async Task Options_Chosen_AreSentAndKeptInTheAddress()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Cards.First).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".strength")).ToHaveCountAsync(0);

        await tab.Page.GetByLabel("Only good matches").CheckAsync();
        await Expect(tab.Cards.First.Locator(".strength")).ToHaveAttributeAsync("title", "1 % of unrelated texts find something as good");
        await tab.Page.GetByLabel("Fold look-alikes").CheckAsync();
        await tab.Page.GetByLabel("Order").SelectOptionAsync("by name");
        await Expect(tab.Button("Show 2 look-alikes")).ToBeVisibleAsync();
        await tab.Page.ReloadAsync();
        await Expect(tab.Page.GetByLabel("Only good matches")).ToBeCheckedAsync();
        await Expect(tab.Page.GetByLabel("Fold look-alikes")).ToBeCheckedAsync();
        await Expect(tab.Id("sort")).ToHaveValueAsync("name");

        Assert.Equal("?q=tree&collection=demo&cutoff=auto&collapse=0.95&sort=name", tab.Query);
        Assert.Equal(
            ["", "&cutoff=auto", "&cutoff=auto&collapse=0.95&within=1000", "&cutoff=auto&collapse=0.95&sort=name&within=1000"],
            server.Queries.Take(4).Select(query => query["GET /search?q=tree&k=100&collection=demo".Length..^"&partial=allow".Length]));

        await tab.Button("Show 2 look-alikes").ClickAsync();
        await Expect(tab.Page.Locator("[data-index='3'] img"))
            .ToHaveAttributeAsync("src", $"collections/demo/images/{PageServer.IdOf(230)}/thumbnail");
        await Expect(tab.Button("Show 2 look-alikes")).ToHaveCountAsync(0);
        await tab.FocusIsAtAsync(2);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task LookAlikes_OfAllResults_AreSelectedBehindTheirPictures()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Cards.First).ToBeVisibleAsync();

        await tab.Button("Select look-alikes").ClickAsync();

        await Expect(tab.Id("selection-count")).ToHaveTextAsync("2 selected");
        await tab.FocusIsAtAsync(3);
        Assert.Equal("?q=tree&collection=demo&collapse=0.95", tab.Query);
        await tab.Id("selection-delete").ClickAsync();
        await Expect(tab.Id("deleting-title")).ToHaveTextAsync("Delete 2 pictures?");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Nothing_MatchesWell_IsSaidAndTheNearestAreOffered()
    {
        await using var server = await PageServer.StartAsync();
        server.NothingMatches = true;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo&cutoff=auto");
        await Expect(tab.Panel).ToContainTextAsync("Nothing here matches");

        await tab.Button("Show the nearest anyway").ClickAsync();

        await Expect(tab.Cards.First).ToBeVisibleAsync();
        Assert.Equal("?q=tree&collection=demo", tab.Query);
    }

    [Fact]
    public async Task Options_OfASearchWithAPicture_LeaveOutTheCutoff()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?like={PageServer.IdOf(1)}&collection=demo&cutoff=auto&sort=taken");

        await Expect(tab.Cards.First).ToBeVisibleAsync();

        await Expect(tab.Id("good")).ToBeDisabledAsync();
        Assert.Equal($"GET /search?like={PageServer.IdOf(1)}&k=100&collection=demo&sort=taken&within=100&partial=allow", server.Queries.First());
        await Expect(tab.Id("end")).ToContainTextAsync("These are the best 100.");
    }

    [Fact]
    public async Task TimeIsOut_InTheMiddleOfASearch_ShowsWhatWasFoundAndSaysSo()
    {
        await using var server = await PageServer.StartAsync();
        const string Note = "The time was out when 120 of 240 images had been searched.";
        server.Part = new { searched = 120, total = 240, completeDownTo = 1, note = Note };
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");

        await Expect(tab.Id("notes")).ToHaveTextAsync(Note);
        await Expect(tab.Id("count")).ToContainTextAsync("Top 100 of 240");

        await tab.ScrollUntilAsync("document.querySelector('[data-index=\"99\"]')");
        await tab.Page.EvaluateAsync("new Promise(done => setTimeout(done, 300))");
        Assert.Equal("GET /search?q=tree&k=100&collection=demo&partial=allow", Assert.Single(server.Queries));
    }

    [Fact]
    public async Task Value_Clicked_FiltersUntilItIsRemoved()
    {
        await using var server = await PageServer.StartAsync();
        server.HasPlaces = true;
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&collection=demo");
        await Expect(tab.Id("facets")).ToContainTextAsync("place beach (5)");
        await server.AskedAsync("GET /search?q=tree&k=1&collection=demo&facets=place&within=100");
        await tab.Page.EvaluateAsync(PageBrowsingTests.WatchShifts);
        Assert.InRange(await tab.Page.EvaluateAsync<double>("new Promise(done => setTimeout(() => done(window.shift), 100))"), 0, .01);

        await tab.Page.Locator("#facets button").First.ClickAsync();

        await Expect(tab.Id("count")).ToHaveTextAsync("60 of 240 pictures · 12 ms, from memory");
        var filter = WebUtility.UrlEncode("\"place\":\"the \"\"old\"\" town\"");
        Assert.Equal($"?q=tree&collection=demo&filter={filter}", tab.Query);
        await server.AskedAsync($"GET /search?q=tree&k=100&collection=demo&filter={filter}&partial=allow");
        await tab.Button("Remove the filter place the \"old\" town").ClickAsync();
        await Expect(tab.Id("count")).ToContainTextAsync("Top 100 of 240");
        await Expect(tab.Id("filters")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task Weights_Changed_RewriteTheText()
    {
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=2+*+golden+retriever+%2B+pool+-+people&collection=demo");
        await Expect(tab.Page.Locator("#weights li")).ToHaveTextAsync(["−2+golden retriever×", "−1+pool×", "−−1+people×"]);

        await tab.Button("Less of pool").ClickAsync();
        await Expect(tab.Id("q")).ToHaveValueAsync("2 * golden retriever + 0.5 * pool - people");
        await Expect(tab.Button("Less of pool")).ToBeFocusedAsync();
        await tab.Button("Less of pool").ClickAsync();
        await Expect(tab.Id("q")).ToHaveValueAsync("2 * golden retriever - 0.5 * pool - people");
        await tab.Button("Remove golden retriever").ClickAsync();
        await tab.Button("Remove people").ClickAsync();

        await Expect(tab.Id("q")).ToHaveValueAsync("- 0.5 * pool");
        await Expect(tab.Id("weights")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Weights_OfPictures_AreInTheAddressAndAreSent()
    {
        await using var server = await PageServer.StartAsync();
        var (one, other) = (PageServer.IdOf(1), PageServer.IdOf(2));
        await using var tab = await chromium.OpenAsync($"{server.Url}/?q=tree&like={one}&unlike={other}&collection=demo");
        await Expect(tab.Page.Locator("#weights li")).ToHaveTextAsync(["−1+tree×", "−1+×", "−−0.4+×"]);

        await tab.Button("Less of picture 1").ClickAsync();
        await tab.UntilAsync($"() => location.search === '?q=tree&like=0.8*{one}&unlike={other}&collection=demo'");
        await tab.Button("More of picture 2").ClickAsync();
        await tab.Button("More of picture 2").ClickAsync();

        await tab.UntilAsync($"() => location.search === '?q=tree&like=0.8*{one}&like=0.2*{other}&collection=demo'");
        await Expect(tab.Button("More of picture 2")).ToBeFocusedAsync();
        await tab.UntilAsync("() => !document.body.classList.contains('busy')");
        var terms = JsonDocument.Parse(server.Bodies.Last()).RootElement.GetProperty("terms").EnumerateArray()
            .Select(term => (term.GetProperty("like").GetString(), term.GetProperty("weight").GetDouble()));
        Assert.Equal([(one, .8), (other, .2)], terms);
    }

    [Fact]
    public async Task Query_ReadAndWrittenByThePage_MeansTheSame()
    {
        (string Text, string Written)[] cases =
        [
            ("t-shirt", "t-shirt"), ("2 * dog", "dog"), ("- cat", "- cat"), ("-0.5 * a + .25 * b", "- 0.5 * a + 0.25 * b"),
            ("C++ + \"rock - paper\"", "C++ + \"rock - paper\""), ("a + \"\"\"hi\"\" you\"", "a + \"\"\"hi\"\" you\""),
            ("a +", ""), ("x * y", ""), ("0 * a + b", ""), ("\"a\" b + c", ""), ("\"a + b", ""), ("a - - b", ""),
        ];
        await using var server = await PageServer.StartAsync();
        await using var tab = await chromium.OpenAsync($"{server.Url}/query.js");

        var written = await tab.Page.EvaluateAsync<string[]>(
            "async texts => { const query = await import('/query.js'); return texts.map(text => query.writeTerms(query.readTerms(text))); }",
            cases.Select(one => one.Text));

        Assert.Equal(cases.Select(one => one.Written), written);
    }
}
