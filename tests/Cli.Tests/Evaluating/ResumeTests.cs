using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Cli.Tests.Evaluating.Support;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Evaluating;

public sealed class ResumeTests : IAsyncLifetime
{
    private const int Count = 700;
    private readonly TemporaryFolder _folder = new();
    private SearchServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SearchServer.StartAsync();
        _server.Images = Count;
        _server.Captions = number => [$"caption {number}"];
        var rows = Enumerable.Range(0, Count).Select(i => $"find {i},{(i % 7 == 0 ? "none" : i + (i % 9))}.jpg");
        await File.WriteAllTextAsync(_folder["q.csv"], $"query,file\n{string.Join('\n', rows)}\n");
    }

    [Theory]
    [InlineData("--queries")]
    [InlineData("--captions")]
    public async Task Run_StoppedAndContinued_HasTheSameBytes(string source)
    {
        string[] args = source == "--captions" ? [source] : [source, _folder["q.csv"]];
        var whole = await RunAsync([.. args, "--json", _folder["whole.json"], "--csv", _folder["whole.csv"], "--report", _folder["whole.html"]]);
        var all = _server.Searches.Count;
        _server.Searches.Clear();

        using var stop = new CancellationTokenSource();
        _server.BeforeBatch = (_, _) => _server.Searches.IsEmpty ? Task.CompletedTask : stop.CancelAsync();
        string[] parts = [.. args, "--json", _folder["part.json"], "--csv", _folder["part.csv"], "--report", _folder["part.html"]];
        var stopped = await RunAsync(parts, stop.Token);
        var before = _server.Searches.Count;
        _server.BeforeBatch = (_, _) => Task.CompletedTask;

        Assert.Equal((0, 130), (whole.Code, stopped.Code));
        Assert.Contains("the same command continues from there", stopped.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["part.json.journal"]));
        Assert.False(File.Exists(_folder["part.json"]));

        _server.Searches.Clear();
        var rest = await RunAsync(parts);

        Assert.Equal((0, whole.Out), (rest.Code, rest.Out));
        Assert.InRange(_server.Searches.Count, 1, all - 1);
        Assert.True(_server.Searches.Count + before >= all);
        foreach (var ending in (string[])["json", "csv", "html"])
        {
            Assert.Equal(await File.ReadAllBytesAsync(_folder[$"whole.{ending}"]), await File.ReadAllBytesAsync(_folder[$"part.{ending}"]));
        }

        Assert.False(File.Exists(_folder["part.json.journal"]));
    }

    [Fact]
    public async Task Ranking_StoppedAndContinued_HasTheSameBytes()
    {
        string[] args = ["--captions", "--direction", "image-to-text"];
        await RunAsync([.. args, "--json", _folder["whole.json"]]);

        using var stop = new CancellationTokenSource();
        var pages = 0;
        _server.BeforeList = withEmbeddings => withEmbeddings && ++pages == 2 ? stop.CancelAsync() : Task.CompletedTask;
        var stopped = await RunAsync([.. args, "--json", _folder["part.json"]], stop.Token);
        var lines = await File.ReadAllLinesAsync(_folder["part.json.journal"]);

        // As if the process had been killed while it wrote.
        await File.WriteAllTextAsync(_folder["part.json.journal"], string.Join('\n', lines.Take(300)) + "\n" + lines[300][..40]);
        _server.BeforeList = _ => Task.CompletedTask;
        var rest = await RunAsync([.. args, "--json", _folder["part.json"]]);

        Assert.Equal((130, 0), (stopped.Code, rest.Code));
        Assert.InRange(lines.Length, 301, Count);
        Assert.Equal(await File.ReadAllBytesAsync(_folder["whole.json"]), await File.ReadAllBytesAsync(_folder["part.json"]));
    }

    [Theory]
    [InlineData("the collection's images", "version")]
    [InlineData("the queries", "file")]
    [InlineData("the options", "options")]
    [InlineData("the queries and the options", "source")]
    public async Task Journal_OfAnotherRun_IsRefused(string difference, string change)
    {
        await StopAsync();
        var journal = await File.ReadAllTextAsync(_folder["j"]);
        string[] args = ["--queries", _folder["q.csv"], "--resume", _folder["j"]];
        switch (change)
        {
            case "version":
                _server.Version = "v2";
                break;
            case "file":
                await File.AppendAllTextAsync(_folder["q.csv"], "find 1,1.jpg\n");
                break;
            case "options":
                args = [.. args, "-k", "3"];
                break;
            default:
                args = ["--captions", "--resume", _folder["j"], "--min-score", "0"];
                break;
        }

        var run = await RunAsync(args);

        Assert.Equal(2, run.Code);
        Assert.Contains($"is the journal of another run: {difference} differ", run.Error, StringComparison.Ordinal);
        Assert.Equal(journal, await File.ReadAllTextAsync(_folder["j"]));
    }

    [Theory]
    [InlineData("my notes, without a line break")]
    [InlineData("{\"a\": 1}\n")]
    public async Task Journal_ThatIsAnotherFile_IsRefusedAndStaysAsItIs(string text)
    {
        await File.WriteAllTextAsync(_folder["j"], text);

        var run = await RunAsync(["--captions", "--resume", _folder["j"]]);

        Assert.Equal(2, run.Code);
        Assert.Contains("is not a journal of eval", run.Error, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_folder["j"]));
    }

    [Fact]
    public async Task Journal_WithADamagedLine_IsRefused()
    {
        await StopAsync();
        var lines = await File.ReadAllLinesAsync(_folder["j"]);
        lines[5] = "damaged";
        await File.WriteAllLinesAsync(_folder["j"], lines);

        var run = await RunAsync(["--queries", _folder["q.csv"], "--resume", _folder["j"]]);

        Assert.Equal(2, run.Code);
        Assert.Contains("is damaged", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_WithoutAFile_SaysHowToContinueARun()
    {
        using var stop = new CancellationTokenSource();
        _server.BeforeBatch = (_, _) => stop.CancelAsync();

        var run = await RunAsync(["--queries", _folder["q.csv"]], stop.Token);

        Assert.Equal(130, run.Code);
        Assert.Contains("with --resume FILE", run.Error, StringComparison.Ordinal);
        Assert.Equal(["q.csv"], Directory.EnumerateFiles(_folder.Path).Select(file => Path.GetFileName(file)));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StopAsync()
    {
        using var stop = new CancellationTokenSource();
        _server.BeforeBatch = (_, _) => _server.Searches.IsEmpty ? Task.CompletedTask : stop.CancelAsync();
        Assert.Equal(130, (await RunAsync(["--queries", _folder["q.csv"], "--resume", _folder["j"]], stop.Token)).Code);
        _server.BeforeBatch = (_, _) => Task.CompletedTask;
    }

    private Task<CliRun> RunAsync(string[] args, CancellationToken cancellationToken = default) => CliRun.StartAsync(
        ["eval", "-c", "shelf", .. args, "--url", _server.Url],
        environment => environment with { Time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) },
        cancellationToken);
}
