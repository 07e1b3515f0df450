using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;
using static Txt2Image.Cli.Tests.Fakes.Packed;

namespace Txt2Image.Cli.Tests.Ingest.Archives;

public sealed class ShardTests : IAsyncLifetime
{
    private readonly PictureFolder _folder = new();
    private readonly PictureFolder _state = new();
    private FakeServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        for (var shard = 0; shard < 3; shard++)
        {
            Pack(shard, 3);
            _folder.Add($"0000{shard}_stats.json", "{}");
            _folder.Add($"0000{shard}.parquet", "PAR1");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Folder_OfShardsOnly_SaysWhatItFoundAndTakesThem()
    {
        var run = await RunAsync(_folder.Path);

        Assert.Equal(0, run.Code);
        Assert.Matches(@"has no images outside archives: taking 3 archives \(\.tar\), \d+(\.\d)? kB\. Left alone: 3 .json, 3 .parquet\.", run.Error);
        Assert.Contains("9 images: 9 added", run.Out, StringComparison.Ordinal);
        Assert.Contains("00001.tar/000000010.jpg", _server.Collections["pics"].Keys);
        Assert.Contains("Found beside the images: captions: 9 from .txt", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_OfTheSharedCase_IsTenPicturesWithTheirCaptions()
    {
        var run = await RunAsync(SharedData.Require("cases", "16-datasets", "img2dataset"));

        Assert.Equal(0, run.Code);
        Assert.Contains("10 images: 10 added", run.Out, StringComparison.Ordinal);
        // Only 000000004 has no text beside it; its JSON says that the caption is null.
        Assert.Equal(9, _server.Details.Count(details => (string?)details["caption"] is { Length: > 0 }));
        Assert.All(_server.Details, details => Assert.StartsWith("https://", (string?)details["fields"]!["url"]));
        Assert.Contains("Left alone: 2 .json, 2 .parquet", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shards_AllAcknowledged_AreNotReadAgain()
    {
        await RunAsync(_folder.Path);
        var uploads = _server.Uploads.Count;
        Pack(2, 4);

        var run = await RunAsync(_folder.Path);

        Assert.Equal(uploads + 1, _server.Uploads.Count);
        Assert.Contains("10 images: 1 added, 0 updated, 9 unchanged", run.Out, StringComparison.Ordinal);
        Assert.Contains("earlier runs added and that have not changed since: 2; not read again", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThatStops_GoesOnWithTheNextShard()
    {
        using var interruption = new CancellationTokenSource();
        Pack(0, 40);
        _server.BeforeUpload = async _ =>
        {
            if (_server.Uploads.Count == 2)
            {
                await interruption.CancelAsync();
            }
        };
        var stopped = await CliRun.StartAsync([.. Args(_folder.Path), "--parallel", "1"], cancellationToken: interruption.Token);

        var run = await RunAsync(_folder.Path);

        Assert.Equal((130, 0), (stopped.Code, run.Code));
        Assert.Equal(46, _server.Collections["pics"].Count);
        Assert.Equal(46, _server.Uploads.SelectMany(names => names).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(46, _server.Uploads.Sum(names => names.Count));
    }

    [Fact]
    public async Task Shard_WithAFailure_IsReadAgain()
    {
        _server.Fault = name => name.EndsWith("000000011.jpg", StringComparison.Ordinal)
            ? new JsonObject { ["code"] = "CorruptImage", ["detail"] = "no" }
            : null;
        await RunAsync(_folder.Path);
        _server.Fault = _ => null;

        var run = await RunAsync(_folder.Path);

        Assert.Contains("9 images: 1 added, 0 updated, 8 unchanged, 0 failed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shard_ThatIsNone_FailsAlone()
    {
        _folder.Add("00003.tar", "<html>Not found</html>");
        _folder.Add("00004.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 1]);

        var run = await RunAsync(_folder.Path);

        Assert.Equal(1, run.Code);
        Assert.Contains("9 added", run.Out, StringComparison.Ordinal);
        Assert.Contains("failed: 00003.tar: 00003.tar is not a zip, tar or tar.gz", run.Error, StringComparison.Ordinal);
        Assert.Contains("failed: 00004.7z: 00004.7z is a 7z archive, which is not read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_OfShards_RemovesWhatVanishedWithItsShard()
    {
        await RunAsync(_folder.Path);
        File.Delete(_folder.Of("00001.tar"));

        var run = await RunAsync(_folder.Path, "--sync", "--yes");
        Pack(1, 3);
        var back = await RunAsync(_folder.Path);

        Assert.Contains("Removed 3 names", run.Out, StringComparison.Ordinal);
        Assert.Equal(3, _server.Removals.Single().Count);
        Assert.Contains("9 images: 3 added, 0 updated, 6 unchanged", back.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restored_Server_GetsTheShardsThatItLost()
    {
        _server.Version = "a-2-x";
        await RunAsync(_folder.Path);
        _server.History = """{"version":"b-2-y","epochs":[{"epoch":"a","first":1,"last":1},{"epoch":"b","first":2,"last":2}]}""";
        _server.Collections["pics"].Clear();

        await RunAsync(_folder.Path);

        Assert.Equal(9, _server.Collections["pics"].Count);
    }

    [Theory]
    [InlineData("*.tar", 3)]
    [InlineData("{00000..00001}.tar", 2)]
    [InlineData("{00000,00002}*.tar", 2)]
    public async Task Pattern_OfArchives_TakesThem(string pattern, int shards)
    {
        var run = await RunAsync(Path.Combine(_folder.Path, pattern));

        Assert.Equal(0, run.Code);
        Assert.Equal(3 * shards, _server.Collections["pics"].Count);
    }

    [Fact]
    public async Task Range_BeyondWhatIsThere_NamesWhatIsMissing()
    {
        var run = await RunAsync(Path.Combine(_folder.Path, "{00002..00003}.tar"));

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: 00003.tar: there is no such file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_WithImagesToo_SaysThatArchivesWereNotRead()
    {
        _folder.Add("cover.jpg");

        var run = await RunAsync(_folder.Path);

        Assert.Contains("1 image: 1 added", run.Out, StringComparison.Ordinal);
        Assert.Contains("note: archives beside the images that were not read: 3; give one of them as PATH", run.Error, StringComparison.Ordinal);
    }

    private void Pack(int shard, int pictures) => _folder.Add($"0000{shard}.tar", Tar(
    [
        .. Enumerable.Range(10 * shard, pictures).SelectMany(i => new[]
        {
            ($"{i:D9}.jpg", Noise(100, i)), ($"{i:D9}.txt", System.Text.Encoding.UTF8.GetBytes($"caption {i}")),
        }),
    ]));

    private string[] Args(string path) => ["ingest", path, "-c", "pics", "--url", _server.Url, "--state", _state.Path];

    private Task<CliRun> RunAsync(string path, params string[] more) => CliRun.StartAsync([.. Args(path), .. more]);
}
