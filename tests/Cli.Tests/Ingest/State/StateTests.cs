using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.State;

public sealed class StateTests : IAsyncLifetime
{
    private readonly PictureFolder _folder = PictureFolder.With("a.jpg", "b/c.jpg");
    private readonly PictureFolder _state = new();
    private FakeServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task SecondRun_OfUnchangedFiles_SendsAndHashesNothing()
    {
        await RunAsync();
        // Bytes that changed without a change of time and size are noticed only by reading them.
        var time = File.GetLastWriteTimeUtc(_folder.Of("a.jpg"));
        File.WriteAllBytes(_folder.Of("a.jpg"), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        File.SetLastWriteTimeUtc(_folder.Of("a.jpg"), time);

        var again = await RunAsync();

        Assert.Equal(0, again.Code);
        Assert.Single(_server.Uploads);
        Assert.Empty(_server.Checks);
        Assert.Contains("2 images: 0 added, 0 updated, 2 unchanged, 0 failed", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ChangedOrNew_IsSentAlone()
    {
        await RunAsync();
        _folder.Add("new.jpg");
        File.SetLastWriteTimeUtc(_folder.Of("a.jpg"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var again = await RunAsync();

        Assert.Equal(["a.jpg", "new.jpg"], _server.Uploads.Last().Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains("new or changed: 2, 20 bytes", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatFailed_IsNotTakenForDone()
    {
        _server.Fault = name => name == "a.jpg" ? new() { ["code"] = "CorruptImage", ["detail"] = "no" } : null;
        await RunAsync();
        _server.Fault = _ => null;

        await RunAsync();

        Assert.Equal(["a.jpg"], _server.Uploads.Last(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Upload_ThatWasNotAcknowledged_IsNotTakenForDone()
    {
        _server.RefuseNext(409, "Conflict");
        await RunAsync();

        await RunAsync();

        Assert.Equal(2, _server.Uploads.Last().Count);
    }

    [Fact]
    public async Task Upload_DoneButNotAnswered_IsNotTakenForUndone()
    {
        await RunAsync();
        var time = File.GetLastWriteTimeUtc(_folder.Of("a.jpg"));
        _folder.Add("a.jpg", 20);
        _server.Changed = (_, _) => throw new InvalidOperationException("the answer is lost");
        Assert.NotEqual(0, (await RunAsync()).Code);
        _server.Changed = (_, _) => { };

        // As from a backup: the bytes and the time are those that were acknowledged first.
        _folder.Add("a.jpg");
        File.SetLastWriteTimeUtc(_folder.Of("a.jpg"), time);
        await RunAsync();

        Assert.Equal(10, _server.Collections["pics"]["a.jpg"]);
    }

    [Fact]
    public async Task Collection_MadeAnew_GetsEverythingAgain()
    {
        await RunAsync();
        _server.Collections.Clear();
        _server.Created += TimeSpan.FromDays(1);
        _server.Collections["pics"] = new(StringComparer.Ordinal);

        var again = await RunAsync();

        Assert.Equal(2, _server.Uploads.Count);
        Assert.Contains("the collection 'pics' was recreated", again.Error, StringComparison.Ordinal);
        Assert.Equal(2, _server.Collections["pics"].Count);
    }

    [Fact]
    public async Task Collection_ThatIsGone_GetsEverythingAgain()
    {
        await RunAsync();
        _server.Collections.Clear();
        _server.Created += TimeSpan.FromDays(1);

        await RunAsync();

        Assert.Equal(2, _server.Collections["pics"].Count);
    }

    [Fact]
    public async Task State_OfAnotherCollectionOrFolder_IsNotUsed()
    {
        await RunAsync();
        using var copy = PictureFolder.With("a.jpg", "b/c.jpg");

        await CliRun.WithAsync(_server, "ingest", _folder.Path, "-c", "others", "--state", _state.Path);
        await CliRun.WithAsync(_server, "ingest", copy.Path, "-c", "pics", "--state", _state.Path);

        Assert.Equal([2, 2, 2], _server.Uploads.Select(names => names.Count));
    }

    [Fact]
    public async Task Ingest_WithoutState_SendsEverythingAgainAndWritesNothing()
    {
        string[] args = ["ingest", _folder.Path, "-c", "pics", "--url", _server.Url, "--no-state"];

        await CliRun.StartAsync(args, e => e with { StateFolder = _state.Path });
        await CliRun.StartAsync(args, e => e with { StateFolder = _state.Path });

        Assert.Equal(2, _server.Uploads.Count);
        Assert.Empty(Directory.GetFileSystemEntries(_state.Path));
    }

    [Fact]
    public async Task State_WithoutAnOption_IsInTheUsersFolder()
    {
        string[] args = ["ingest", _folder.Path, "-c", "pics", "--url", _server.Url];

        await CliRun.StartAsync(args, e => e with { StateFolder = _state.Path });
        await CliRun.StartAsync(args, e => e with { StateFolder = _state.Path });

        Assert.Single(_server.Uploads);
    }

    [Fact]
    public async Task State_ThatCannotBeWritten_IsReportedWithAWayOut()
    {
        var run = await CliRun.WithAsync(_server, "ingest", _folder.Path, "-c", "pics", "--state", _folder.Of("a.jpg"));

        Assert.Equal(2, run.Code);
        Assert.Contains("--no-state", run.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Uploads);
    }

    [Fact]
    public async Task TwoRuns_OfOneSource_AreNotMixed()
    {
        Task<CliRun>? second = null;
        _server.BeforeUpload = async _ => await (second ??= RunAsync());

        var first = await RunAsync();

        Assert.Equal(0, first.Code);
        Assert.Equal(2, (await second!).Code);
        Assert.Contains("Another run may be adding the same source", (await second).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ServerLostAnImage_SendsOnlyThatImage()
    {
        _folder.Add("a.jpg", "first");
        await RunAsync();
        _server.Ids.Clear();
        _folder.Add("d.jpg", "third");
        await RunAsync();

        var verified = await RunAsync("--verify");

        Assert.Equal(["a.jpg", "b/c.jpg"], _server.Uploads.Last().Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal([3], _server.Checks);
        Assert.Contains("3 images: 0 added, 0 updated, 3 unchanged", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_BytesChangedButNotTheTime_SendsTheFile()
    {
        await RunAsync();
        var time = File.GetLastWriteTimeUtc(_folder.Of("a.jpg"));
        File.WriteAllBytes(_folder.Of("a.jpg"), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        File.SetLastWriteTimeUtc(_folder.Of("a.jpg"), time);

        await RunAsync("--verify");

        Assert.Equal(["a.jpg"], _server.Uploads.Last(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Verify_ImageThatIsThereUnderAnotherName_IsSentForItsName()
    {
        await RunAsync();
        _folder.Add("copy.jpg");

        await RunAsync("--verify");

        Assert.Equal(["copy.jpg"], _server.Uploads.Last(), StringComparer.Ordinal);
    }

    private Task<CliRun> RunAsync(params string[] more) =>
        CliRun.WithAsync(_server, ["ingest", _folder.Path, "-c", "pics", "--state", _state.Path, .. more]);
}
