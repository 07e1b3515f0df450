using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Collections;

public sealed class CollectionsTests
{
    private const string Two =
        """
        {"collections":[
          {"name":"demo","model":"demo-v1","dimension":256,"images":1600,"version":"a","created":"2026-11-23T10:11:12Z"},
          {"name":"mine","model":"demo-v1","dimension":256,"images":0,"version":"b","created":"2026-11-23T10:11:12+02:00"}]}
        """;

    [Fact]
    public async Task Table_OfCollections_ShowsNameImagesModelAndDate()
    {
        await using var server = await FakeServer.StartAsync();
        server.CollectionList = Two;

        var run = await CliRun.WithAsync(server, "collections");

        Assert.Equal(0, run.Code);
        Assert.Equal("demo\t1600\tdemo-v1\t256\t2026-11-23 10:11Z\nmine\t0\tdemo-v1\t256\t2026-11-23 08:11Z\n", run.Out);
        var shown = await CliRun.StartAsync(["collections", "--url", server.Url], CliRun.Terminal(width: 100, colours: false));
        Assert.Matches(@"collection +images +model", shown.Out);
        Assert.Matches(@"demo +1,600 +demo-v1 +256 +2026-11-23 10:11Z", shown.Out);
    }

    [Fact]
    public async Task Json_OfCollections_IsTheServersAnswer()
    {
        await using var server = await FakeServer.StartAsync();
        server.CollectionList = Two;

        var run = await CliRun.WithAsync(server, "collections", "--json");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Two), JsonNode.Parse(run.Out)));
    }

    [Fact]
    public async Task None_Yet_SaysHowToMakeOne()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.WithAsync(server, "collections");

        Assert.Equal(0, run.Code);
        Assert.Contains("txt2image ingest PATH -c NAME", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_ServerOnThePort_IsNotTakenForOurs()
    {
        await using var server = await FakeServer.StartAsync();
        server.CollectionList = "<html>hello</html>";

        var run = await CliRun.WithAsync(server, "collections");

        Assert.Equal(3, run.Code);
        Assert.Contains("not as Txt2Image does", run.Error, StringComparison.Ordinal);
    }
}
