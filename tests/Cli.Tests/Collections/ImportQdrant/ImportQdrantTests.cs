using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Collections.ImportQdrant;

public sealed class ImportQdrantTests
{
    private const string Sources = """{"sources":[{"name":"image_collection","points":5},{"name":"other","points":12345}]}""";

    [Fact]
    public async Task List_OfSources_IsATable()
    {
        var qdrant = new FakeQdrant();
        await using var server = await FakeServer.StartAsync(qdrant.Map);

        var run = await CliRun.WithAsync(server, "collections", "import-qdrant", "--list");

        Assert.Equal(0, run.Code);
        Assert.Matches("image_collection\t5\n", run.Out);
        Assert.Matches("other\t12345\n", run.Out);
    }

    [Fact]
    public async Task Import_SeveralPages_SendsEachAfterTheLastAndSumsUp()
    {
        var qdrant = new FakeQdrant
            { Pages = [Page("2", ("1", "added"), ("2", "updated")), Page("4", ("3", "unchanged"), ("4", "added")), Page(null, ("5", "added"))] };
        await using var server = await FakeServer.StartAsync(qdrant.Map);

        var run = await CliRun.WithAsync(server, "collections", "import-qdrant", "image_collection", "--into", "mine", "--page", "2");

        Assert.Equal(0, run.Code);
        Assert.Equal([null, "2", "4"], qdrant.Asked.Select(asked => (string?)asked["after"]));
        Assert.All(qdrant.Asked, asked => Assert.Equal(("image_collection", 2), ((string)asked["source"]!, (int)asked["limit"]!)));
        Assert.True(server.Collections.ContainsKey("mine"));
        Assert.Contains("5 images: 3 added, 1 updated, 1 unchanged, 0 failed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SomeFail_NamesThemAndExitsWithOne()
    {
        var qdrant = new FakeQdrant { Pages = [Page(null, ("1", "added"), ("2", "CorruptImage"))] };
        await using var server = await FakeServer.StartAsync(qdrant.Map);

        var run = await CliRun.WithAsync(server, "collections", "import-qdrant", "image_collection", "--into", "mine");

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: 2.png (point 2): because of CorruptImage", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ServerHadNoRoomForOne_AsksForThePageAgain()
    {
        var qdrant = new FakeQdrant { Pages = [Page(null, ("1", "added"), ("2", "Overloaded")), Page(null, ("1", "unchanged"), ("2", "added"))] };
        await using var server = await FakeServer.StartAsync(qdrant.Map);

        var run = await CliRun.WithAsync(server, "collections", "import-qdrant", "image_collection", "--into", "mine");

        Assert.Equal(0, run.Code);
        Assert.Contains("2 images: 2 added", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_EndsInTheMiddle_TellsHowToGoOnAndSoItDoes()
    {
        var qdrant = new FakeQdrant { Pages = [Page("2", ("1", "added"), ("2", "added"))] };
        await using var server = await FakeServer.StartAsync(qdrant.Map);

        var run = await CliRun.WithAsync(server, "collections", "import-qdrant", "image_collection", "--into", "mine");

        Assert.Equal(1, run.Code);
        Assert.Contains("Not finished: 2 images", run.Out, StringComparison.Ordinal);
        Assert.Contains("To continue: txt2image collections import-qdrant image_collection --into mine --after 2", run.Out, StringComparison.Ordinal);

        qdrant.Pages.Add(Page(null, ("3", "added")));
        var next = await CliRun.WithAsync(server, "collections", "import-qdrant", "image_collection", "--into", "mine", "--after", "2");
        Assert.Equal(0, next.Code);
        Assert.Equal("2", (string?)qdrant.Asked[^1]["after"]);
    }

    [Fact]
    public async Task Import_UnknownSource_NamesThoseThatAre()
    {
        await using var server = await FakeServer.StartAsync(new FakeQdrant().Map);

        var run = await CliRun.WithAsync(server, "collections", "import-qdrant", "images", "--into", "mine");

        Assert.Equal(2, run.Code);
        Assert.Contains("image_collection, other", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Collections);
    }

    [Theory]
    [InlineData("--into", "mine")]
    [InlineData("image_collection")]
    [InlineData("image_collection", "--into", "mine", "--page", "0")]
    public async Task Import_WithoutWhatItNeeds_IsAFaultOfTheCommandLine(params string[] args)
    {
        var run = await CliRun.WithoutServerAsync(["collections", "import-qdrant", .. args]);

        Assert.Equal(2, run.Code);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    private static JsonObject Page(string? next, params (string Point, string Status)[] points) => new()
    {
        ["points"] = new JsonArray([.. points.Select(point => (JsonNode)Outcome(point.Point, point.Status))]),
        ["next"] = next,
        ["version"] = "v",
    };

    private static JsonObject Outcome(string point, string status)
    {
        var outcome = new JsonObject { ["point"] = point, ["name"] = $"{point}.png", ["status"] = status };
        if (char.IsUpper(status[0]))
        {
            outcome["status"] = "failed";
            outcome["error"] = new JsonObject { ["code"] = status, ["detail"] = $"because of {status}" };
        }

        return outcome;
    }

    /// <summary>Answers imports with the given pages, then with an error.</summary>
    private sealed class FakeQdrant
    {
        public List<JsonNode> Asked { get; } = [];

        public List<JsonObject> Pages { get; init; } = [];

        public void Map(WebApplication app)
        {
            app.MapGet("/import/qdrant", () => Results.Text(Sources, "application/json"));
            app.MapPost("/collections/{name}/import/qdrant", async (HttpRequest request) =>
            {
                Asked.Add((await JsonNode.ParseAsync(request.Body))!);
                if (Pages is not [var page, ..])
                {
                    return FakeServer.Problem(507, "StorageFull", "no space");
                }

                Pages.RemoveAt(0);
                return Results.Text(page.ToJsonString(), "application/json");
            });
        }
    }
}
