using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Evaluating.Limits;

public sealed class LimitsTests(RealServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Demo_OnItsOwnWorld_IsMeasuredByCategoryAndLeavesNothingBehind()
    {
        var run = await server.RunAsync("eval", "limits", "--examples", "2", "--json", _folder["limits.json"]);

        Assert.Equal(0, run.Code);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(_folder["limits.json"], Token))!;
        var categories = json["categories"]!.AsArray().ToDictionary(category => (string)category!["category"]!, category => category!);
        Assert.Equal(
            ["counting", "larger counts", "colours", "relations", "negation", "small things", "sizes", "text in pictures"], categories.Keys);
        Assert.All(categories.Values, category => Assert.Equal((24, 24), ((int)category["pairs"]!, category["worstFirst"]!.AsArray().Count)));

        // The model has learnt to tell colours apart, and has never seen a letter.
        Assert.InRange(Pairwise("colours", "mean"), .9, 1);
        Assert.InRange(Pairwise("text in pictures", "mean"), .2, .8);
        Assert.All(categories.Keys, name => Assert.InRange(Pairwise(name, "mean"), Pairwise(name, "low"), Pairwise(name, "high")));

        var lines = run.Out.TrimEnd().Split('\n');
        Assert.Equal(8 + 8 * 2, lines.Length);
        Assert.Matches(@"^counting\t24\t[01]\.\d{3}\t[01]\.\d{3}\t[01]\.\d{3}\t", lines[0]);
        Assert.StartsWith("counting: \"", lines[8], StringComparison.Ordinal);
        Assert.DoesNotContain("eval-limits", await server.Client.GetStringAsync("/collections", Token), StringComparison.Ordinal);

        double Pairwise(string category, string figure) => (double)categories[category]["pairwise"]![figure]!;
    }

    [Fact]
    public async Task Collection_Unknown_IsAFailureThatNamesIt()
    {
        var run = await server.RunAsync("eval", "limits", "-c", "no-such-collection");

        Assert.Equal(1, run.Code);
        Assert.Contains("no-such-collection", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examples_BelowZero_IsAUsageError()
    {
        var run = await CliRun.WithoutServerAsync("eval", "limits", "--examples", "-1");

        Assert.Equal(2, run.Code);
        Assert.Contains("--examples must be at least 0, not -1.", run.Error, StringComparison.Ordinal);
    }
}
