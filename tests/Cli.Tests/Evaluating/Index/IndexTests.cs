using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Evaluating.Index;

public sealed class IndexTests(RealServer server, QdrantBackedServer approximate) : IClassFixture<QdrantBackedServer>, IDisposable
{
    private const int Images = 300;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Embedded_AtEveryEf_FindsEverything()
    {
        var gallery = await GalleryAsync(server, 40);
        await File.WriteAllTextAsync(_folder["texts.txt"], "a red thing\n\na blue thing\n", Token);

        var run = await server.RunAsync(
            "eval", "index", "-c", gallery, "--sample", "6", "--queries", _folder["texts.txt"], "--ef", "1,64", "-k", "5", "--json", "-");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var json = JsonNode.Parse(run.Out)!;
        Assert.Equal((8, 40), ((int)json["queries"]!, (int)json["images"]!));
        var scopes = json["scopes"]!.AsArray();
        Assert.Equal([1.0, .5, .1], scopes.Select(scope => Math.Round((double)scope!["share"]!, 2)));
        foreach (var setting in scopes.SelectMany(scope => scope!["settings"]!.AsArray()))
        {
            Assert.Equal((1.0, 1.0, 0), ((double)setting!["recall"]!["mean"]!, (double)setting["lowest"]!, (int)setting["fromCache"]!));
            Assert.Equal(8, (int)setting["storeMilliseconds"]!["count"]!);
        }

        Assert.Equal(["exact", "default", "1", "64"], scopes[0]!["settings"]!.AsArray().Select(setting => (string)setting!["setting"]!));
    }

    [Fact]
    public async Task Approximate_WithMoreCandidates_MissesLessAndReaches99()
    {
        var gallery = await GalleryAsync(approximate, Images);

        var run = await approximate.RunAsync(
            "eval", "index", "-c", gallery, "--sample", "60", "--ef", "32,4096", "--no-filters", "--json", _folder["index.json"]);

        Assert.Equal(0, run.Code);
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(_folder["index.json"], Token))!["scopes"]![0]!["settings"]!.AsArray();
        var recalls = settings.ToDictionary(setting => (string)setting!["setting"]!, setting => (double)setting!["recall"]!["mean"]!);
        Assert.Equal(1, recalls["exact"]);
        Assert.InRange(recalls["32"], .7, .95);
        Assert.InRange(recalls["default"], recalls["32"], 1);
        Assert.InRange(recalls["4096"], .99, 1);
        Assert.Contains("ef 4096 is the smallest of these that reaches .99.", run.Out, StringComparison.Ordinal);
        Assert.Contains("all images\texact\t1.0000\t1.0000\t1.0000\t1.0000\t", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAgain_OnTheSameCollection_IsNotAnsweredByCaches()
    {
        var gallery = await GalleryAsync(server, 12);
        string[] args = ["eval", "index", "-c", gallery, "--sample", "5", "--ef", "64", "--no-filters", "--json", "-"];
        await server.RunAsync(args);

        var run = await server.RunAsync(args);

        Assert.All(
            JsonNode.Parse(run.Out)!["scopes"]![0]!["settings"]!.AsArray(), setting => Assert.Equal(0, (int)setting!["fromCache"]!));
    }

    [Fact]
    public async Task Collection_UnknownOrEmpty_IsAFailureThatNamesIt()
    {
        var empty = await GalleryAsync(server, 0);

        var unknown = await server.RunAsync("eval", "index", "-c", "no-such-collection");
        var without = await server.RunAsync("eval", "index", "-c", empty);

        Assert.Equal((1, 1), (unknown.Code, without.Code));
        Assert.Contains("no-such-collection", unknown.Error, StringComparison.Ordinal);
        Assert.Contains($"'{empty}' has no images.", without.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ef", "64,0", "--ef must be numbers from 1 to 10000, not '0'")]
    [InlineData("--ef", "many", "--ef must be numbers from 1 to 10000, not 'many'")]
    [InlineData("-k", "501", "-k must be 1 to 500, not 501")]
    [InlineData("--sample", "-1", "--sample must be at least 0, not -1")]
    public async Task Option_OutOfItsRange_IsAUsageError(string option, string value, string message)
    {
        var run = await CliRun.WithoutServerAsync("eval", "index", "-c", "any", option, value);

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queries_MissingOrWithoutAText_AreAFailureThatNamesTheFile()
    {
        await File.WriteAllTextAsync(_folder["blank.txt"], " \n\n", Token);

        var missing = await server.RunAsync("eval", "index", "-c", "any", "--queries", _folder["none.txt"]);
        var blank = await server.RunAsync("eval", "index", "-c", "any", "--queries", _folder["blank.txt"]);

        Assert.Equal((1, 1), (missing.Code, blank.Code));
        Assert.Contains("none.txt", missing.Error, StringComparison.Ordinal);
        Assert.Contains("blank.txt has no line with a text", blank.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_FailingInTheMiddle_EndsTheRunWithItsReason()
    {
        var asked = 0;
        await using var failing = await FakeServer.StartAsync(app => app.MapGet("/collections/pics/facets", () => Results.Json(new { })));
        failing.Collections["pics"] = new(StringComparer.Ordinal);
        failing.OnSearch = _ => Interlocked.Increment(ref asked) < 3
            ? Results.Json(new { cache = "none", hits = new[] { new { id = Guid.NewGuid(), score = .5 } }, timings = new { search = 1.0 } })
            : FakeServer.Problem(500, "Internal", "The store is broken.");
        await File.WriteAllTextAsync(_folder["texts.txt"], "a\nb", Token);
        failing.CollectionImages = 5;

        var run = await CliRun.WithAsync(failing, "eval", "index", "-c", "pics", "--queries", _folder["texts.txt"]);

        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Contains("The store is broken.", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Half of the pictures have one size, a tenth one rare mark.</summary>
    private static async Task<string> GalleryAsync(RealServer server, int count)
    {
        var name = RealServer.NewName();
        (await server.Client.PutAsync($"/collections/{name}", content: null, Token)).EnsureSuccessStatusCode().Dispose();
        foreach (var some in Enumerable.Range(0, count).Chunk(100))
        {
            using var form = new MultipartFormDataContent
            {
                { JsonContent.Create(some.Select(i => new { fields = new { half = i % 2 == 0 ? "even" : "odd", tenth = i % 10 } })), "metadata" },
            };
            foreach (var i in some)
            {
                form.Add(new ByteArrayContent(Png.Of(i)), "image", $"{i}.png");
            }

            (await server.Client.PostAsync($"/collections/{name}/images", form, Token)).EnsureSuccessStatusCode().Dispose();
        }

        return name;
    }
}
