using System.Globalization;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Evaluating.Support;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Evaluating;

/// <summary>Runs whose rankings are known, and so their figures.</summary>
public sealed class EvalTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SearchServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SearchServer.StartAsync();

    [Fact]
    public async Task Queries_WithKnownRanks_HaveTheMeasuresOfThem()
    {
        // Ranks of the one relevant image: 1, 2, 4, and none.
        var run = await EvalAsync("query,file\nfind 0,0.jpg\nfind 1,2.jpg\nfind 2,5.jpg\nfind 19,0.jpg\n", "-k", "2");

        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        var means = Means(run);
        Assert.Equal((0.25, 0.5, 0.75, 0.75), (means["R@1"], means["R@2"], means["R@5"], means["R@10"]));
        Assert.Equal((0.25, 0.15), (means["P@1"], means["P@5"]));
        Assert.Equal(Math.Round((1 + 0.5 + 0.25) / 4, 4), means["MRR@10"]);
        Assert.Equal(means["MRR@10"], means["MAP@10"]);
        Assert.Equal(Math.Round((1 + (1 / Math.Log2(3)) + (1 / Math.Log2(5))) / 4, 4), means["nDCG@10"]);
        Assert.Contains("4 queries of q.csv on 'shelf' (20 images, fake); means with 95% intervals", run.Error, StringComparison.Ordinal);
        Assert.Contains("fewer than 2 hits: 1 query", run.Error, StringComparison.Ordinal);
        Assert.All(_server.Searches, search => Assert.Equal(11, (int)search["k"]!));
    }

    [Fact]
    public async Task Texts_WithOperators_AreSearchedForAsTheyAre()
    {
        await EvalAsync("query,file\na cat + dog - 3,3.jpg\n", "--filter", "year>2000", "--min-score", "0.1", "--collapse", "0.9", "--exact");

        var search = Assert.Single(_server.Searches);
        Assert.Equal("a cat + dog - 3", (string)search["terms"]![0]!["text"]!);
        Assert.Null(search["q"]);
        Assert.Equal(("shelf", "year>2000", 0.1, 0.9),
            ((string)search["collection"]!, (string)search["filter"]!, (double)search["minScore"]!, (double)search["collapse"]!));
        Assert.True((bool)search["exact"]!);
    }

    [Fact]
    public async Task Names_ThatTheCollectionLacks_AreReported()
    {
        var rows = Enumerable.Range(0, 12).Select(i => $"find 1,gone{i}.jpg");
        var run = await EvalAsync(
            $"query,file\nfind 0,0.jpg|gone.jpg\n{string.Join('\n', rows)}\nfind 4,\n,3.jpg\nfind 5,\n", "--json", _folder["r.json"]);

        Assert.Equal(0, run.Code);
        Assert.Contains("missing from 'shelf': 13 relevant images: gone.jpg, gone0.jpg, gone1.jpg", run.Error, StringComparison.Ordinal);
        Assert.Contains("gone8.jpg, …", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("gone9.jpg", run.Error, StringComparison.Ordinal);
        Assert.Contains("left out: 1 query whose relevant images are all missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("left out: 2 queries for which no relevant image is named", run.Error, StringComparison.Ordinal);
        Assert.Contains("left out: 1 row without a text", run.Error, StringComparison.Ordinal);
        var queries = (await JsonAsync("r.json"))["queries"]!.AsArray();
        Assert.Equal(["gone.jpg"], queries[0]!["missing"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(12, queries[1]!["missing"]!.AsArray().Count);
        Assert.Equal(1, Means(run)["R@1"]);
    }

    [Theory]
    [InlineData("query,file\nfind 1,none.jpg\n", 1, "no query can be evaluated on 'shelf', which has 20 images")]
    [InlineData("query,file\n,1.jpg\nfind 1,\n", 1, "no query can be evaluated")]
    [InlineData("query,file\n", 2, "it has no rows")]
    [InlineData("words,file\na,b\n", 2, "no row has a text")]
    public async Task Run_ThatCanEvaluateNothing_FailsAndWritesNothing(string text, int code, string reason)
    {
        await File.WriteAllTextAsync(_folder["r.json"], "before");

        var run = await EvalAsync(text, "--json", _folder["r.json"], "--csv", _folder["r.csv"], "--report", _folder["r.html"]);

        Assert.Equal(code, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Equal("before", await File.ReadAllTextAsync(_folder["r.json"]));
        Assert.Equal(["q.csv", "r.json"], Files());
    }

    [Fact]
    public async Task Ties_AtAK_AreCounted()
    {
        _server.Ranking = text => Enumerable.Range(0, 20).Select(rank => (rank, 0.5));

        var run = await EvalAsync("query,file\nfind 0,0.jpg\nfind 1,1.jpg\n");

        Assert.Contains("ties at K = 1: in 2 queries", run.Error, StringComparison.Ordinal);
        Assert.Contains("ties at K = 10: in 2 queries", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grades_OfAFile_AreThoseOfNdcg()
    {
        var run = await EvalAsync("query,file\nfind 0,1.jpg:3|0.jpg:1\n", "-k", "2");

        var expected = (1 + (3 / Math.Log2(3))) / (3 + (1 / Math.Log2(3)));
        Assert.Equal(Math.Round(expected, 4), Means(run)["nDCG@2"]);
    }

    [Fact]
    public async Task Files_OfARun_AreWrittenAndReplaceEarlierOnes()
    {
        await File.WriteAllTextAsync(_folder["r.csv"], "before");

        var run = await EvalAsync(
            "query,file\n\"find, 0\",0.jpg\nfind 1,3.jpg\nfind 2,none.jpg\n",
            "--json", _folder["r.json"], "--csv", _folder["r.csv"], "--report", _folder["r.html"], "--worst", "1");

        Assert.Equal((0, ""), (run.Code, run.Code == 0 ? "" : run.Error));
        Assert.Equal(["q.csv", "r.csv", "r.html", "r.json"], Files());
        var rows = await File.ReadAllLinesAsync(_folder["r.csv"]);
        Assert.StartsWith("number,query,group,relevant,missing,first_rank,R@1,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("1,\"find, 0\",,1,,1,1,1,1,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("2,find 1,,1,,3,0,1,1,", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("3,find 2,,0,none.jpg,,,", rows[3], StringComparison.Ordinal);
        Assert.EndsWith($",0.jpg,{SearchServer.IdOf(0)},1", rows[1], StringComparison.Ordinal);
        Assert.Contains("find 1", await File.ReadAllTextAsync(_folder["r.html"]), StringComparison.Ordinal);
        Assert.Contains("0.5000\t3\tfind 1\t3.jpg\t1.jpg", run.Out, StringComparison.Ordinal);
        Assert.Equal("1.2.3", (string)(await JsonAsync("r.json"))["header"]!["productVersion"]!);
    }

    [Fact]
    public async Task Groups_OfAColumnOrAField_HaveRowsOfTheirOwn()
    {
        var column = await EvalAsync("query,file,form\nfind 0,0.jpg,word\nfind 1,2.jpg,word\nfind 2,2.jpg,sentence\n", "--by", "form");
        var field = await EvalAsync("query,file\nfind 0,0.jpg\nfind 1,2.jpg\nfind 1,1.jpg\nfind 4,4.jpg\n", "--by", "parity");
        var nothing = await EvalAsync("query,file\nfind 0,0.jpg\n", "--by", "colour");

        Assert.Contains("\nsentence\t1\t1.0000\t", column.Out, StringComparison.Ordinal);
        Assert.Contains("\nword\t2\t0.5000\t", column.Out, StringComparison.Ordinal);
        Assert.Contains("\n(several)\t1\t", field.Out, StringComparison.Ordinal);
        Assert.Contains("\neven\t2\t1.0000\t", field.Out, StringComparison.Ordinal);
        Assert.Contains("no results by 'colour'", nothing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Captions_OfTheCollection_AreQueries()
    {
        _server.Captions = number => number switch { 3 => [], 4 => ["a 4", "b 4"], _ => [$"caption {number}"] };

        var run = await _server.RunAsync("eval", "--captions", "-c", "shelf");

        Assert.Equal(0, run.Code);
        Assert.Equal(20, _server.Searches.Count);
        Assert.Equal(1, Means(run)["R@1"]);
        Assert.Contains("20 queries of (captions of the collection) on 'shelf'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_ThatTheServerRejects_IsLeftOutAndSaid()
    {
        _server.Rejects = text => text.StartsWith("long", StringComparison.Ordinal);

        var run = await EvalAsync("query,file\nlong 0,0.jpg\nfind 1,1.jpg\n");

        Assert.Equal(0, run.Code);
        Assert.Contains("left out: 1 query that the server rejected, the first with: The text is rejected.", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, Means(run)["R@1"]);
    }

    [Fact]
    public async Task Server_ThatIsBusyForSomeSearches_IsAskedAgainForThose()
    {
        var refused = 0;
        var usual = _server.Ranking;
        _server.Ranking = text => text == "find 1" && refused++ == 0 ? null : usual(text);

        var run = await EvalAsync("query,file\nfind 0,0.jpg\nfind 1,1.jpg\n");

        Assert.Equal((0, 1), (run.Code, Means(run)["R@1"]));
        Assert.Equal(3, _server.Searches.Count);
    }

    [Fact]
    public async Task Collection_ThatChangesMeanwhile_IsNoted()
    {
        _server.BeforeBatch = (_, _) =>
        {
            _server.Version = "v2";
            return Task.CompletedTask;
        };

        Assert.Contains("'shelf' was changed during the run", (await EvalAsync("query,file\nfind 0,0.jpg\n")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("give --queries FILE, or --captions", "eval")]
    [InlineData("give one of them", "eval", "--captions", "--queries", "q.csv")]
    [InlineData("--split chooses rows", "eval", "--captions", "--split", "test")]
    [InlineData("-k must be 1 to 999, not 1000", "eval", "--captions", "-k", "1000")]
    [InlineData("cannot be combined", "eval", "--captions", "--direction", "image-to-text", "--filter", "year>2000")]
    [InlineData("cannot be read", "eval", "--queries", "none.csv")]
    public async Task CommandLine_ThatIsInvalid_SaysWhy(string reason, params string[] args)
    {
        var run = await _server.RunAsync(args);

        Assert.Equal(2, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--csv")]
    [InlineData("--report")]
    public async Task Folder_ThatDoesNotExist_FailsBeforeAnySearch(string option)
    {
        var run = await EvalAsync("query,file\nfind 0,0.jpg\n", option, _folder["none", "r"], "--resume", _folder["j"]);

        Assert.Equal(1, run.Code);
        Assert.Contains("cannot be written", run.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Searches);
        Assert.Equal(["q.csv"], Files());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The first table of a run: the mean of each measure.</summary>
    internal static Dictionary<string, double> Means(CliRun run) => run.Out.Split('\n').Select(line => line.Split('\t'))
        .Where(cells => cells.Length == 4 && cells[0].Contains('@', StringComparison.Ordinal))
        .ToDictionary(cells => cells[0], cells => double.Parse(cells[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private async Task<CliRun> EvalAsync(string queries, params string[] more)
    {
        await File.WriteAllTextAsync(_folder["q.csv"], queries);
        return await _server.RunAsync(["eval", "-c", "shelf", "--queries", _folder["q.csv"], .. more]);
    }

    private async Task<JsonNode> JsonAsync(string name) => JsonNode.Parse(await File.ReadAllTextAsync(_folder[name]))!;

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(_folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
