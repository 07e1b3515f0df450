using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Evaluating;

/// <summary>Evaluations by the product's own server.</summary>
public sealed class RealEvalTests(RealServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Files_OfNamesAndIds_AreEvaluatedAlike()
    {
        var name = await server.NewGalleryAsync(12);
        var ids = (await server.ListAsync(name)).ToDictionary(
            image => image.GetProperty("names")[0].GetString()!, image => image.GetProperty("id").GetGuid());
        var byName = await WriteAsync("names.csv", Enumerable.Range(0, 12).Select(i => $"a picture {i},{i}.png"));
        var byId = await WriteAsync("ids.csv", Enumerable.Range(0, 12).Select(i => $"a picture {i},{ids[$"{i}.png"]}"));

        var names = await server.RunAsync("eval", "-c", name, "--queries", byName, "--report", _folder["r.html"]);
        var same = await server.RunAsync("eval", "-c", name, "--queries", byId);

        Assert.Equal((0, ""), (names.Code, names.Code == 0 ? "" : names.Error));
        Assert.Equal(names.Out, same.Out);
        Assert.Contains("data:image/webp;base64,", await File.ReadAllTextAsync(_folder["r.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Captions_OfTheCollection_AreRankedInBothDirections()
    {
        var name = await server.NewGalleryAsync(15);

        var texts = await server.RunAsync("eval", "-c", name, "--captions");
        var images = await server.RunAsync("eval", "-c", name, "--captions", "--direction", "image-to-text", "-k", "15");

        Assert.Equal((0, 0), (texts.Code, images.Code));
        Assert.Contains("15 queries", texts.Error, StringComparison.Ordinal);
        Assert.Contains("15 captions were ranked for each image", images.Error, StringComparison.Ordinal);
        Assert.Equal(1, EvalTests.Means(images)["R@15"]);
    }

    [Fact]
    public async Task Filter_OfTheRun_LeavesOutImagesThatItExcludes()
    {
        var name = await server.NewGalleryAsync(6);
        var queries = await WriteAsync("q.csv", Enumerable.Range(0, 6).Select(i => $"picture {i},{i}.png"));

        var run = await server.RunAsync("eval", "-c", name, "--queries", queries, "--filter", "number>=4");

        Assert.Equal(0, run.Code);
        Assert.Contains("2 queries of q.csv", run.Error, StringComparison.Ordinal);
        Assert.Contains("left out: 4 queries whose relevant images are all missing", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, EvalTests.Means(run)["R@5"]);
    }

    [Fact]
    public async Task Collection_ThatDoesNotExist_IsAFailure()
    {
        var run = await server.RunAsync("eval", "-c", "never-made", "--captions");

        Assert.Equal(1, run.Code);
        Assert.Contains("never-made", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> WriteAsync(string name, IEnumerable<string> rows)
    {
        await File.WriteAllTextAsync(_folder[name], $"query,relevant\n{string.Join('\n', rows)}\n");
        return _folder[name];
    }
}
