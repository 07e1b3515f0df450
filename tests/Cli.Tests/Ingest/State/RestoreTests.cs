using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.State;

/// <summary>A server that was restored from an older backup has lost images that this program remembers to have sent.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private const string Whole = """{"version":"a-2-x","epochs":[{"epoch":"a","first":1,"last":2}]}""";
    private const string JustRestored = """{"version":"a-1-w","epochs":[{"epoch":"a","first":1,"last":1}]}""";
    private const string Older = """{"version":"b-2-y","epochs":[{"epoch":"a","first":1,"last":1},{"epoch":"b","first":2,"last":2}]}""";

    private readonly PictureFolder _folder = PictureFolder.With("a.jpg");
    private readonly PictureFolder _state = new();
    private FakeServer _server = null!;

    /// <summary>Sends a.jpg with the write 1 of the epoch a, and b.jpg with the write 2.</summary>
    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _server.Version = "a-1-w";
        await RunAsync();
        _folder.Add("b.jpg");
        _server.Version = "a-2-x";
        await RunAsync();
        _server.Uploads.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Ingest_ServerRestoredFromAnOlderBackup_SendsWhatItLostAgainAndSaysSo()
    {
        _server.History = Older;

        var again = await RunAsync();

        Assert.Contains(["b.jpg"], _server.Uploads);
        Assert.Contains("restored from an older backup: what it lost since, 1 name, is sent again.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ingest_AfterWhatWasLostIsSent_IsQuietAgain()
    {
        (_server.History, _server.Version) = (JustRestored, "b-2-y");
        await RunAsync();
        _server.History = Older;
        _server.Uploads.Clear();

        var third = await RunAsync();

        Assert.Empty(_server.Uploads);
        Assert.DoesNotContain("restored", third.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Whole)]
    [InlineData("""{"version":"z-900-y","epochs":[{"epoch":"z","first":800,"last":900}]}""")]
    [InlineData("""{"version":"x","epochs":[]}""")]
    public async Task Ingest_NothingIsKnownToBeLost_SendsNothing(string? history)
    {
        _server.History = history;

        var again = await RunAsync();

        Assert.Empty(_server.Uploads);
        Assert.DoesNotContain("restored", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_ServerRestored_ShowsWhatWouldBeSent()
    {
        _server.History = Older;

        var run = await RunAsync("--dry-run", "--json");

        Assert.Contains("""would-send","name":"b.jpg""", run.Out, StringComparison.Ordinal);
        Assert.Empty(_server.Uploads);
    }

    [Fact]
    public async Task Sync_ARemovalWasLost_IsMadeAgain()
    {
        File.Delete(_folder.Of("a.jpg"));
        _server.Version = "a-3-z";
        await RunAsync("--sync", "--yes");
        _server.Collections["pics"]["a.jpg"] = 1;
        _server.Removals.Clear();
        _server.History = Whole;

        await RunAsync("--sync", "--yes");

        Assert.Equal(["a.jpg"], Assert.Single(_server.Removals), StringComparer.Ordinal);
    }

    private Task<CliRun> RunAsync(params string[] more) =>
        CliRun.WithAsync(_server, ["ingest", _folder.Path, "-c", "pics", "--state", _state.Path, .. more]);
}
