using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Collections.Reindex;

public sealed class ReindexTests(TwoModelServer real) : IClassFixture<TwoModelServer>
{
    [Fact]
    public async Task Reindex_ACollection_HasTheOtherModelAndKeepsTheOldOne()
    {
        var name = await real.NewGalleryAsync(5);
        await real.AddPreviewOnlyAsync(name, "large.png", Png.Of(50, 300, 200));
        var model = await real.OtherAsync();

        var run = await real.RunAsync("collections", "reindex", name, "--model", model, "--keep-as", $"{name}-b");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains(
            $"'{name}' now has the model demo: 6 images, 1 of them from previews because originals are not kept; ",
            run.Out,
            StringComparison.Ordinal);
        Assert.Contains($"The old collection is '{name}-b': 'txt2image collections delete {name}-b' deletes it.", run.Out, StringComparison.Ordinal);
        var described = JsonNode.Parse((await real.RunAsync("collections", "describe", name, "--json")).Out)!;
        Assert.Equal((model, 6), ((string)described["fingerprint"]!, (int)described["images"]!));
        Assert.Equal(6, (await real.ListAsync($"{name}-b")).Count);
        Assert.Equal(0, (await real.RunAsync("search", "a picture", "-c", name)).Code);
        Assert.Equal(0, (await real.RunAsync("collections", "verify", name, "--deep")).Code);
    }

    [Fact]
    public async Task Reindex_WithDropOldAndJson_PrintsTheLastAnswer()
    {
        var name = await real.NewGalleryAsync(2);

        var run = await real.RunAsync("collections", "reindex", name, "--model", await real.OtherAsync(), "--drop-old", "--json");

        Assert.Equal(0, run.Code);
        var answer = JsonNode.Parse(run.Out)!;
        Assert.Equal(("finished", 2, true), ((string)answer["state"]!, (int)answer["embedded"]!, answer["keptAs"] is null));
        Assert.False(await real.ExistsAsync($"{name}-old"));
    }

    [Fact]
    public async Task Reindex_Refused_SaysWhy()
    {
        var name = await real.NewGalleryAsync(1);

        var (other, taker) = (await real.OtherAsync(), await real.NewGalleryAsync(0));
        var unknown = await real.RunAsync("collections", "reindex", name, "--model", "ViT-H");
        var taken = await real.RunAsync("collections", "reindex", name, "--model", other, "--keep-as", taker);
        var same = await real.RunAsync(
            "collections", "reindex", name, "--model",
            (string)JsonNode.Parse((await real.RunAsync("collections", "describe", name, "--json")).Out)!["fingerprint"]!);

        Assert.Equal((2, 1, 1), (unknown.Code, taken.Code, same.Code));
        Assert.Contains("does not run the model 'ViT-H'", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be kept as", taken.Error, StringComparison.Ordinal);
        Assert.Contains($"The collection '{name}' already has the model demo", same.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CliRun.WithoutServerAsync("collections", "reindex", name)).Code);
    }

    [Fact]
    public async Task Reindex_AnImageCannotBeEmbedded_NamesItAndExitsWithOne()
    {
        var name = await real.NewGalleryAsync(3);
        await real.SpoilAsync(name, Png.Of(1));

        var run = await real.RunAsync("collections", "reindex", name, "--model", await real.OtherAsync());

        Assert.Equal(1, run.Code);
        Assert.Contains($"cannot be embedded: 1.png ({ImageId.Of(Png.Of(1))})", run.Error, StringComparison.Ordinal);
        Assert.Contains($"Not finished: 1 image cannot be embedded with demo. ", run.Out, StringComparison.Ordinal);
        Assert.Contains($"'{name}' is as it was.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reindex_RunningThenBehind_CallsUntilItIsFinished()
    {
        List<string> calls = [];
        var answers = new Queue<string>(["running", "ready", "behind", "running", "ready", "finished"]);
        await using var server = await FakeServer.StartAsync(app =>
        {
            app.MapPost("/collections/{name}/reindex", (HttpRequest request) => AnswerAsync("reindex", request));
            app.MapPost("/collections/{name}/reindex/finish", (HttpRequest request) => AnswerAsync("finish", request));
        });

        var run = await CliRun.WithAsync(server, "collections", "reindex", "mine", "--model", "new", "--keep-as", "before");

        Assert.Equal(0, run.Code);
        Assert.Equal(["reindex", "reindex", "finish", "reindex", "reindex", "finish"], calls);
        Assert.Contains("'mine' now has the model new: 1,200 images; ", run.Out, StringComparison.Ordinal);

        async Task<IResult> AnswerAsync(string step, HttpRequest request)
        {
            var body = (await JsonNode.ParseAsync(request.Body))!;
            Assert.Equal(("new", "before", false), ((string)body["model"]!, (string)body["keepAs"]!, (bool)body["dropOld"]!));
            calls.Add(step);
            var state = answers.Dequeue();
            return Results.Json(
                new { state, collection = "mine", model = "new", keptAs = "before", images = 1200, done = 1200, embedded = 1200, fromPreviews = 0 });
        }
    }

    [Fact]
    public async Task Reindex_ServerFailsInTheMiddle_SaysHowToContinue()
    {
        var answers = 0;
        await using var server = await FakeServer.StartAsync(app => app.MapPost("/collections/{name}/reindex", () => answers++ == 0
            ? Results.Json(new { state = "running", collection = "mine", model = "new", images = 10, done = 4 })
            : FakeServer.Problem(500, "Internal", "It broke.")));

        var run = await CliRun.WithAsync(server, "collections", "reindex", "mine", "--model", "new");

        Assert.Equal(1, run.Code);
        Assert.Contains("Not finished: 4 of 10 images", run.Error, StringComparison.Ordinal);
        Assert.Contains("Run the same command again to continue.", run.Error, StringComparison.Ordinal);
        Assert.Contains("It broke.", run.Error, StringComparison.Ordinal);
    }
}
