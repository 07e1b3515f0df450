using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Search;

public sealed class SearchTests
{
    [Fact]
    public async Task Table_OfHits_ShowsRankScoreNameCaptionAndAddress()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer();

        var run = await CliRun.WithAsync(server, "search", "a red bicycle", "-k", "5", "-c", "demo");

        Assert.Equal(0, run.Code);
        Assert.Equal("?q=a%20red%20bicycle&k=5&collection=demo", server.Queries.Single());
        var rows = run.Out.TrimEnd().Split('\n');
        Assert.Equal($"1\t0.412\tred.jpg\ta red bicycle\t{server.Url}/collections/demo/images/1", rows[0]);
        Assert.StartsWith("2\t-0.100\t", rows[1], StringComparison.Ordinal);
        Assert.Equal(2, rows.Length);
        Assert.Contains("2 images of 'demo' in 12.34 ms, from memory", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_UnknownWordsAndTruncation_StandOnStderr()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer(unknown: "zebra", truncated: true);

        var run = await CliRun.WithAsync(server, "search", "a zebra", "--json");

        Assert.Contains("the model does not know: zebra", run.Error, StringComparison.Ordinal);
        Assert.Contains("its end was ignored", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfHits_IsTheServersAnswerWithNothingAround()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer(caption: "grün \u202e\u001b");

        var run = await CliRun.WithAsync(server, "search", "x", "--json");

        var hit = JsonNode.Parse(run.Out)!["hits"]![0]!;
        Assert.Equal("grün \u202e\u001b", (string)hit["caption"]!);
        Assert.Equal("kept", (string)hit["fields"]!["any"]!);
        Assert.Contains("grün", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_OffsetAndMinScore_ReachTheServer()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer(offset: 10);

        var run = await CliRun.WithAsync(server, "search", "cat", "--offset", "10", "--min-score", "-0.25", "--filter", "a>1");

        Assert.Equal("?q=cat&offset=10&minScore=-0.25&filter=a%3E1", server.Queries.Single());
        Assert.StartsWith("11\t", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_ThatRefine_ReachTheServer()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer();

        await CliRun.WithAsync(server, "search", "cat", "--sort", "Taken", "--collapse", "0.95", "--within", "400", "--ef", "64", "--cursor", "abc");
        await CliRun.WithAsync(server, "search", "cat", "--diversity", "0.3", "--facets", "tag, year");

        Assert.Equal("?q=cat&cursor=abc&sort=taken&collapse=0.95&within=400&ef=64", server.Queries.First());
        Assert.Equal("""{"q":"cat","diversity":0.3,"facets":["tag","year"]}""", server.SearchBodies.Single().ToJsonString());
    }

    [Fact]
    public async Task Cutoff_ReachesTheServer_AndAnEmptyAnswerIsExplained()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Results.Text(
            """{"collection":"demo","hits":[],"cutoff":{"maxChance":0.01,"known":true,"nothing":true,"note":"Nothing in 'demo' matches: why."}}""",
            "application/json");

        var run = await CliRun.WithAsync(server, "search", "cat", "--cutoff", "auto", "--max-chance", "0.01");

        Assert.Equal("?q=cat&cutoff=auto&maxChance=0.01", server.Queries.Single());
        Assert.Equal((0, ""), (run.Code, run.Out.Trim()));
        Assert.Contains("note: Nothing in 'demo' matches: why.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partial_ReachesTheServer_AndItsNoteIsShown()
    {
        const string Answer =
            """{"collection":"demo","hits":[],"partial":{"searched":20,"total":60,"completeDownTo":1,"note":"The time was out."}}""";
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Results.Text(Answer, "application/json");

        var run = await CliRun.WithAsync(server, "search", "cat", "--partial");

        Assert.Equal("?q=cat&partial=allow", server.Queries.Single());
        Assert.Equal(0, run.Code);
        Assert.Contains("note: The time was out.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_OfAnAnswerWithACutoff_ShowsChances()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Results.Text(
            """
            {"collection":"demo","hits":[{"score":0.4123,"name":"red.jpg","chance":0.0034,"imageUrl":"/collections/demo/images/1"}],
            "cutoff":{"maxChance":0.05,"known":true,"nothing":false,"minScore":0.3}}
            """,
            "application/json");

        var run = await CliRun.StartAsync(["search", "cat", "--cutoff", "auto", "--url", server.Url], CliRun.Terminal(width: 100, colours: false));

        Assert.Matches(@"(?m)^\s*# +score +chance +image", run.Out);
        Assert.Matches(@"(?m)^\s*1 +0\.412 +0\.003 +red\.jpg", run.Out);
    }

    [Fact]
    public async Task Sort_ThatDoesNotExist_IsRefusedBeforeAnythingIsSent()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.WithAsync(server, "search", "cat", "--sort", "3");

        Assert.NotEqual(0, run.Code);
        Assert.Contains("--sort must be score, taken or name, not '3'.", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Queries);
    }

    [Fact]
    public async Task Table_OfAnAnswerWithFacets_ShowsFoldedImagesAndCounts()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Results.Text(
            """
            {"collection":"demo","offset":20,"hits":[{"score":0.4123,"name":"red.jpg","folded":["0f8fad5b-d9cb-469f-a165-70867728950e",
            "1f8fad5b-d9cb-469f-a165-70867728950e"],"imageUrl":"/collections/demo/images/1"}],"facets":{"tag":{"values":[
            {"value":"sea","count":7},{"value":true,"count":2}],"others":0,"missing":3}}}
            """,
            "application/json");

        var run = await CliRun.StartAsync(["search", "cat", "--facets", "tag", "--url", server.Url], CliRun.Terminal(width: 100, colours: false));

        Assert.Matches(@"(?m)^\s*21 +0\.412 +red\.jpg \(\+2 alike\)", run.Out);
        Assert.Matches(@"(?m)^\s*tag +sea +7\s*$", run.Out);
        Assert.Matches(@"(?m)^\s*tag +true +2\s*$", run.Out);
        Assert.Matches(@"(?m)^\s*tag +\(none\) +3\s*$", run.Out);
        Assert.DoesNotContain("other values", run.Out, StringComparison.Ordinal);
        Assert.Contains("\tred.jpg\t", (await CliRun.WithAsync(server, "search", "cat")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_InTheText_ReachTheServerAsTheyAre()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer();

        await CliRun.WithAsync(server, "search", "2 * dog + \"a - b\"");

        Assert.Equal("?q=2%20%2A%20dog%20%2B%20%22a%20-%20b%22", server.Queries.Single());
    }

    [Fact]
    public async Task ImageAndExamples_WithOrWithoutText_AreTerms()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer();
        using var folder = new TemporaryFolder();
        var file = folder["one.png"];
        await File.WriteAllBytesAsync(file, [1, 2, 3], TestContext.Current.CancellationToken);
        var id = Guid.NewGuid();

        var run = await CliRun.WithAsync(
            server, "search", "cat", "--image", file, "--like", $"{id}", "--like", $"holiday/{id}", "--examples", "-k", "3", "-c", "demo");
        await CliRun.WithAsync(server, "search", "--image", file);

        Assert.Equal(0, run.Code);
        var expected = $$"""
            {"q":"cat","terms":[{"like":"{{id}}","weight":1},{"like":"holiday/{{id}}","weight":1},{"image":"AQID","weight":1}],
            "examples":true,"k":3,"collection":"demo"}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), server.SearchBodies.First()), server.SearchBodies.First().ToJsonString());
        Assert.Equal("""{"terms":[{"image":"AQID","weight":1}]}""", server.SearchBodies.Last().ToJsonString());
    }

    [Fact]
    public async Task Image_ThatIsNotThere_IsAFailureThatNamesIt()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.WithAsync(server, "search", "--image", "no such.png");

        Assert.Equal(1, run.Code);
        Assert.Contains("no such.png", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Queries);
    }

    [Fact]
    public async Task Names_WithMarkupAndControls_AreShownAsTheyAre()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer(caption: "[red]x[/] [link=http://e] \u001b[2J\u2066 end");

        var run = await CliRun.WithAsync(server, "search", "cat");

        Assert.Contains(@"[red]x[/] [link=http://e] \u001B[2J\u2066 end", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_Narrow_FoldsTheTable()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer(caption: string.Join(' ', Enumerable.Repeat("word", 60)));

        var run = await CliRun.StartAsync(["search", "cat", "--url", server.Url], CliRun.Terminal(width: 80, colours: false));

        Assert.DoesNotContain(server.Url, run.Out, StringComparison.Ordinal);
        Assert.All(run.Out.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 80, line));
    }

    [Fact]
    public async Task Terminal_Wide_ShowsTheAddress()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer();

        var run = await CliRun.StartAsync(["search", "cat", "--url", server.Url], CliRun.Terminal(width: 160, colours: false));

        Assert.Matches($@"(?m)^ +1 +0\.412 +red\.jpg +a red bicycle +{server.Url}/collections/demo/images/1$", run.Out);
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public async Task Terminal_WithColours_LinksTheName(int width)
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer();

        var run = await CliRun.StartAsync(["search", "cat", "--url", server.Url], CliRun.Terminal(width, colours: true));

        Assert.Matches($@"\u001b]8;id=\d+;{server.Url}/collections/demo/images/1\u001b\\red\.jpg\u001b]8;;\u001b\\", run.Out);
        Assert.DoesNotContain("address", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfASearch_ShowsTheBestImage()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Answer();
        List<Uri> shown = [];
        Task<CliRun> Run(bool hasBrowser) => CliRun.StartAsync(
            ["search", "cat", "--open", "--url", server.Url],
            environment => environment with
            {
                Show = address =>
                {
                    shown.Add(address);
                    return hasBrowser;
                },
            });

        var run = await Run(hasBrowser: true);
        Assert.Equal([$"{server.Url}/collections/demo/images/1"], shown.Select(static one => one.AbsoluteUri));
        Assert.DoesNotContain("note", run.Error, StringComparison.Ordinal);

        run = await Run(hasBrowser: false);
        Assert.Equal(0, run.Code);
        Assert.Contains($"the best image is at {server.Url}/collections/demo/images/1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collection_Unknown_ExitsOneWithTheServersWords()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.WithAsync(server, "search", "cat", "-c", "nope");

        Assert.Equal(1, run.Code);
        Assert.Contains("txt2image: There is no collection of this name.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_ThatTheServerCannotMean_IsAUsageError()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => FakeServer.Problem(400, "InvalidRequest", "k is between 1 and 1000.");

        var run = await CliRun.WithAsync(server, "search", "cat", "-k", "5000");

        Assert.Equal(2, run.Code);
        Assert.Contains("k is between 1 and 1000.", run.Error, StringComparison.Ordinal);
    }

    private static IResult Answer(
        string caption = "a red bicycle", string? unknown = null, bool truncated = false, int offset = 0) => Results.Json(new
    {
        query = "q",
        collection = "demo",
        cache = "memory",
        truncated,
        unknownWords = unknown is null ? [] : new[] { unknown },
        offset,
        hits = new[] { Hit(1, .4123, "red.jpg", caption), Hit(2, -.1, "blue.jpg", "a blue one") },
        timings = new { total = 12.34, encode = 1.0 },
    });

    private static object Hit(int id, double score, string name, string caption) =>
        new { id = new Guid(
            id, 0, 0,
            new byte[8]), score, name, names = new[] { name }, caption,
            fields = new { any = "kept" }, imageUrl = $"/collections/demo/images/{id}" };
}
