using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Cli.Ingest;
using Txt2Image.Cli.Ingest.Following;
using Txt2Image.Cli.Ingest.Reporting;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Ingest.Following;

/// <summary>A folder that is followed, with a clock that the test turns, and changes that the test reports.</summary>
public sealed class WatchRunTests : IAsyncLifetime
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    private readonly PictureFolder _folder = PictureFolder.With("a.jpg");
    private readonly PictureFolder _state = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly TextWriter _safeOut;
    private readonly TextWriter _safeError;
    private readonly CancellationTokenSource _ctrlC = new();
    private FolderChanges _changes = null!;
    private Action _following = () => { };
    private FakeServer _server = null!;

    public WatchRunTests() => (_safeOut, _safeError) = (TextWriter.Synchronized(_out), TextWriter.Synchronized(_error));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string> Names => _server.Collections.TryGetValue("pics", out var pics) ? pics.Keys.Order(StringComparer.Ordinal) : [];

    public async ValueTask InitializeAsync() => _server = await FakeServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _state.Dispose();
        _ctrlC.Dispose();
        await _out.DisposeAsync();
        await _error.DisposeAsync();
    }

    [Fact]
    public async Task Folder_WhatIsThereAndWhatComes_IsAddedUntilCtrlC()
    {
        var run = StartAsync();
        await UntilAsync(() => Error.Contains($"watching {_folder.Path}", StringComparison.Ordinal));
        Change("deep/b.jpg");
        await UntilAsync(() => Names.Contains("deep/b.jpg"));
        Change("a.jpg", 20);
        await UntilAsync(() => Out.Contains("replaced: a.jpg", StringComparison.Ordinal));

        Assert.Equal(130, await EndAsync(run));
        Assert.Equal(["added: a.jpg", "added: deep/b.jpg", "replaced: a.jpg"], Out.Trim().Split('\n')[..3]);
        Assert.Contains("2 added, 1 replaced, 0 updated, 0 removed, 0 failed; ", Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatStillGrows_IsNotTaken()
    {
        var run = StartAsync();
        await UntilAsync(() => Error.Contains("watching", StringComparison.Ordinal));
        for (var length = 1; length < 20; length++)
        {
            Change("b.jpg", length);
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await UntilAsync(() => Names.Contains("b.jpg"));

        await EndAsync(run);
        Assert.Equal(19, _server.Collections["pics"]["b.jpg"]);
        Assert.Single(_server.Uploads, names => names.Contains("b.jpg", StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_ThatIsRemoved_LosesItsNameOnlyWithSync(bool syncs)
    {
        _folder.Add("b.jpg");
        _folder.Add("c.jpg");
        var run = StartAsync(request => request with { Syncs = syncs });
        await UntilAsync(() => Error.Contains("watching", StringComparison.Ordinal));
        File.Delete(_folder.Of("a.jpg"));
        _changes.Remove();
        Change("d.jpg");
        await UntilAsync(() => Names.Contains("d.jpg") && (!syncs || !_server.Removals.IsEmpty));

        await EndAsync(run);
        string[] kept = syncs ? ["b.jpg", "c.jpg", "d.jpg"] : ["a.jpg", "b.jpg", "c.jpg", "d.jpg"];
        Assert.Equal(kept, Names, StringComparer.Ordinal);
        Assert.Equal(syncs, Out.Contains("removed: a.jpg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changes_ThatWereLost_AreFoundByAWalk()
    {
        var run = StartAsync();
        await UntilAsync(() => Error.Contains("watching", StringComparison.Ordinal));
        _folder.Add("unreported.jpg");
        _changes.Overflow();

        await UntilAsync(() => Names.Contains("unreported.jpg"));
        await EndAsync(run);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Poll_WithoutReports_FindsWhatIsNewAndGone(bool syncs)
    {
        _folder.Add("b.jpg");
        var run = StartAsync(request => request with { Syncs = syncs }, Poll);
        await UntilAsync(() => Error.Contains("watching", StringComparison.Ordinal));
        File.Delete(_folder.Of("a.jpg"));
        _folder.Add("c.jpg");

        await UntilAsync(() => Names.Contains("c.jpg") && (!syncs || !_server.Removals.IsEmpty));

        await EndAsync(run);
        string[] kept = syncs ? ["b.jpg", "c.jpg"] : ["a.jpg", "b.jpg", "c.jpg"];
        Assert.Equal(kept, Names, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Poll_FileThatFails_IsReportedOnceUntilItChanges()
    {
        _server.Fault = name => name == "bad.jpg" && _server.Uploads.Count < 50
            ? new JsonObject { ["code"] = "CorruptImage", ["detail"] = "no image" }
            : null;
        var run = StartAsync(poll: Poll);
        await UntilAsync(() => Error.Contains("watching", StringComparison.Ordinal));
        _folder.Add("bad.jpg");
        await UntilAsync(() => Error.Contains("failed: bad.jpg: no image", StringComparison.Ordinal));
        var tries = _server.Uploads.Count;
        for (var poll = 0; poll < 5; poll++)
        {
            _folder.Add($"{poll}.jpg");
            await UntilAsync(() => Names.Contains($"{poll}.jpg"));
        }

        await EndAsync(run);
        Assert.Equal(tries + 5, _server.Uploads.Count);
        Assert.Contains("1 failed", Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatRestarts_IsWaitedForAndSaidOnce()
    {
        var run = StartAsync();
        await UntilAsync(() => Error.Contains("watching", StringComparison.Ordinal));
        var port = new Uri(_server.Url).Port;
        await _server.DisposeAsync();
        _folder.Add("b.jpg");
        _changes.Overflow();
        await UntilAsync(() => Error.Contains("waiting: no server answers at ", StringComparison.Ordinal));
        _time.Advance(TimeSpan.FromMinutes(1));
        _server = await FakeServer.StartAtAsync(port);

        await UntilAsync(() => Names.Contains("b.jpg") && Error.Contains("again", StringComparison.Ordinal));

        await EndAsync(run);
        Assert.Equal(2, Error.Split("waiting: ").Length);
    }

    [Fact]
    public async Task Server_ThatIsNotThereYet_IsWaitedFor()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var run = StartAsync(address: address);
        await UntilAsync(() => Error.Contains($"waiting: no server answers at {address.AbsoluteUri.TrimEnd('/')}", StringComparison.Ordinal));

        Assert.Equal(130, await EndAsync(run));
        Assert.Contains("0 added", Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlC_WhileTheFolderGoesAway_EndsAsAlways()
    {
        _following = () =>
        {
            _ctrlC.Cancel();
            throw new DirectoryNotFoundException();
        };

        Assert.Equal(130, await StartAsync());
        Assert.DoesNotContain("waiting", Error, StringComparison.Ordinal);
        Assert.Contains("0 added", Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_ThatIsAway_RemovesNothingAndIsWaitedFor()
    {
        _folder.Add("b.jpg");
        var run = StartAsync(request => request with { Syncs = true, IsForced = true });
        await UntilAsync(() => Error.Contains("watching", StringComparison.Ordinal));
        var elsewhere = _folder.Path + "-away";
        Directory.Move(_folder.Path, elsewhere);
        _changes.Remove();
        await UntilAsync(() => Error.Contains("waiting: there is no folder", StringComparison.Ordinal));
        Directory.Move(elsewhere, _folder.Path);
        await UntilAsync(() => Error.Contains("again", StringComparison.Ordinal));

        await EndAsync(run);
        Assert.Equal(["a.jpg", "b.jpg"], Names, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Json_OfAFolder_IsAnEventPerLine()
    {
        var run = StartAsync(request => request with { WritesJson = true });
        await UntilAsync(() => Out.Contains("watching", StringComparison.Ordinal));
        Change("b.jpg");
        await UntilAsync(() => Out.Contains("b.jpg", StringComparison.Ordinal));
        await EndAsync(run);

        var events = Out.Trim().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["file", "watching", "file", "summary"], events.Select(line => (string?)line["event"]));
        Assert.Equal(2, (int?)events[^1]["added"]);
    }

    [Fact]
    public void Report_OfManyFiles_IsOneLine()
    {
        var report = new WatchReport(Environment, new IngestRequest { Source = "x", Collection = "pics" });
        for (var i = 0; i < 1_200; i++)
        {
            report.File(new FileEvent(i % 2 == 0 ? "added" : "updated", $"{i}.jpg"));
        }

        report.End(new RunSummary(true, 0, new LeftOut(), TimeSpan.Zero, null, new()));

        Assert.Equal("600 added, 600 updated", Out.Trim());
    }

    private CliEnvironment Environment => new()
    {
        Out = _safeOut,
        Error = _safeError,
        Time = _time,
    };

    private string Out => Read(_out, _safeOut);

    private string Error => Read(_error, _safeError);

    private void Change(string name, int length = 10) => _changes.Change(_folder.Add(name, Packed.Noise(length, name.Length)));

    private async Task<int> StartAsync(Func<IngestRequest, IngestRequest>? change = null, TimeSpan? poll = null, Uri? address = null)
    {
        var request = new IngestRequest { Source = _folder.Path, Collection = "pics", StateFolder = _state.Path };
        using var client = new Txt2ImageClient(new Txt2ImageClientOptions { Address = address ?? new Uri(_server.Url) });
        var run = new WatchRun(Environment, client, change?.Invoke(request) ?? request, poll, (_, changes, _) =>
        {
            _following();
            _changes = changes;
            return new MemoryStream();
        });
        return await run.RunAsync(_ctrlC.Token);
    }

    /// <summary>What was written so far; a synchronized writer locks itself.</summary>
    private static string Read(StringWriter text, TextWriter safe)
    {
        lock (safe)
        {
            return text.ToString();
        }
    }

    private async Task<int> EndAsync(Task<int> run)
    {
        await _ctrlC.CancelAsync();
        return await run;
    }

    /// <summary>Turns the clock until something has happened.</summary>
    private Task UntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            return condition();
        },
        Token);
}
