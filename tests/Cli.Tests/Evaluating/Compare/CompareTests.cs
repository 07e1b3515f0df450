using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Evaluating.Support;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Evaluating.Compare;

public sealed class CompareTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SearchServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SearchServer.StartAsync();
        _server.Images = 200;
        await EvalAsync("a.json", i => i % 2 == 0 ? i : i + 1);
        await EvalAsync("b.json", i => i % 4 == 1 ? i + 1 : i == 2 ? i + 1 : i);
    }

    [Fact]
    public async Task Runs_OfWhichOneIsBetter_AreComparedInWords()
    {
        var run = await CliRun.WithoutServerAsync("eval", "compare", _folder["a.json"], _folder["b.json"], "--limit", "2");

        Assert.Equal(0, run.Code);
        Assert.Contains("A\tshelf\tfake\t0.5000", run.Out, StringComparison.Ordinal);
        Assert.Contains("B is better by", run.Out, StringComparison.Ordinal);
        Assert.Contains("better in B: find 3", run.Out, StringComparison.Ordinal);
        Assert.Contains("better in B: 23 more", run.Out, StringComparison.Ordinal);
        Assert.Contains("worse in B: find 2", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_AsJson_HaveAllFigures()
    {
        var run = await CliRun.WithoutServerAsync(
            "eval", "compare", _folder["a.json"], _folder["b.json"], "--measure", "mrr@10", "--json", "--limit", "3");

        var json = JsonNode.Parse(run.Out)!;
        Assert.Equal(("MRR@10", 100), ((string)json["measure"]!, (int)json["pairs"]!));
        Assert.Equal(0.75, (double)json["a"]!["mean"]!, 6);
        Assert.Equal((double)json["b"]!["mean"]! - 0.75, (double)json["difference"]!["mean"]!, 6);
        Assert.InRange((double)json["pValue"]!, 0, 1);
    }

    [Theory]
    [InlineData(2, "no such file", "a.json", "none.json")]
    [InlineData(2, "cannot be read", "a.json", "q.csv")]
    [InlineData(2, "--measure must be", "a.json", "b.json", "--measure", "accuracy")]
    [InlineData(2, "R@7", "a.json", "b.json", "--measure", "R@7")]
    [InlineData(2, "--limit must be 0 to 20", "a.json", "b.json", "--limit", "21")]
    public async Task Runs_ThatCannotBeCompared_AreAUsageError(int code, string reason, params string[] args)
    {
        var files = args.Select(arg => arg.Contains('.', StringComparison.Ordinal) ? _folder[arg] : arg);

        var run = await CliRun.WithoutServerAsync(["eval", "compare", .. files]);

        Assert.Equal(code, run.Code);
        Assert.Contains(reason == "no such file" ? "none.json" : reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_OfOtherQueries_NeedCommon()
    {
        await EvalAsync("c.json", i => i, count: 50);

        var refused = await CliRun.WithoutServerAsync("eval", "compare", _folder["a.json"], _folder["c.json"]);
        var common = await CliRun.WithoutServerAsync("eval", "compare", _folder["a.json"], _folder["c.json"], "--common");

        Assert.Equal((2, 0), (refused.Code, common.Code));
        Assert.Contains("50 of A, 0 of B", common.Error, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Evaluates 100 queries.</summary>
    /// <param name="file">The run.</param>
    /// <param name="relevant">The relevant image of each.</param>
    /// <param name="count">How many queries.</param>
    private async Task EvalAsync(string file, Func<int, int> relevant, int count = 100)
    {
        await File.WriteAllTextAsync(
            _folder["q.csv"], "query,file\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"find {i},{relevant(i)}.jpg\n")));
        var run = await _server.RunAsync("eval", "--queries", _folder["q.csv"], "--json", _folder[file]);
        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
    }
}
