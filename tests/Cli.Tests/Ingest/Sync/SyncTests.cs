using Txt2Image.Cli.Ingest.Sync;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Sync;

public sealed class SyncTests : IAsyncLifetime
{
    private readonly PictureFolder _folder = PictureFolder.With("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg");
    private readonly PictureFolder _state = new();
    private FakeServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        await RunAsync();
        _server.Collections["pics"]["of-others.jpg"] = 1;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Vanished_WithConsent_LoseTheirNamesAfterNewOnesAreSent()
    {
        File.Move(_folder.Of("a.jpg"), _folder.Of("moved.jpg"));
        File.Delete(_folder.Of("b.jpg"));

        var run = await RunAsync("--sync", "--yes");

        Assert.Equal(0, run.Code);
        Assert.Equal(["a.jpg", "b.jpg"], _server.Removals.Single().Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(
            ["c.jpg", "d.jpg", "e.jpg", "moved.jpg", "of-others.jpg"], _server.Collections["pics"].Keys.Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.Contains("Removed 2 names that vanished from the source", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vanished_OnceRemoved_AreForgotten()
    {
        File.Delete(_folder.Of("b.jpg"));
        await RunAsync("--sync", "--yes");

        await RunAsync("--sync", "--yes");

        Assert.Single(_server.Removals);
    }

    [Fact]
    public async Task Removal_DoneButNotAnswered_IsNotTakenForUndone()
    {
        var time = File.GetLastWriteTimeUtc(_folder.Of("b.jpg"));
        File.Delete(_folder.Of("b.jpg"));
        _server.Changed = (_, _) => throw new InvalidOperationException("the answer is lost");
        Assert.NotEqual(0, (await RunAsync("--sync", "--yes")).Code);
        _server.Changed = (_, _) => { };

        _folder.Add("b.jpg");
        File.SetLastWriteTimeUtc(_folder.Of("b.jpg"), time);
        await RunAsync();

        Assert.Contains("b.jpg", _server.Collections["pics"].Keys);
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("YES", true)]
    [InlineData("n", false)]
    [InlineData("", false)]
    public async Task Vanished_OnATerminal_AreAskedAbout(string answer, bool isRemoved)
    {
        File.Delete(_folder.Of("b.jpg"));

        var run = await CliRun.StartAsync(
            [.. Args, "--sync"], e => e with { IsInteractive = true, In = new StringReader(answer + "\n") });

        Assert.Equal(isRemoved ? 0 : 1, run.Code);
        Assert.Equal(isRemoved, !_server.Removals.IsEmpty);
        Assert.Contains("1 name vanished from the source: b.jpg. Remove from 'pics'? [y/N]", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vanished_WithoutATerminal_StayAndAreReported()
    {
        File.Delete(_folder.Of("b.jpg"));

        var run = await RunAsync("--sync");

        Assert.Equal(1, run.Code);
        Assert.Empty(_server.Removals);
        Assert.Contains("add --yes to remove them", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vanished_WithoutSync_Stay()
    {
        File.Delete(_folder.Of("b.jpg"));

        var run = await RunAsync();

        Assert.Equal(0, run.Code);
        Assert.Contains("b.jpg", _server.Collections["pics"].Keys);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Sync_MoreThanHalfVanished_IsRefusedUnlessForced(bool isForced, int code)
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            File.Delete(_folder.Of($"{name}.jpg"));
        }

        var run = await RunAsync(["--sync", "--yes", .. isForced ? new[] { "--force" } : []]);

        Assert.Equal(code, run.Code);
        Assert.Equal(isForced, !_server.Removals.IsEmpty);
        Assert.Equal(!isForced, run.Error.Contains("3 of 5 names have vanished from the source, more than half", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EmptyFolder_AsOfADiskThatIsNotMounted_RemovesNothing()
    {
        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            File.Delete(file);
        }

        var run = await RunAsync("--sync", "--yes");

        Assert.Equal(1, run.Code);
        Assert.Empty(_server.Removals);
    }

    [Fact]
    public async Task Excluded_OrHiddenOrFailed_HasNotVanished()
    {
        Directory.CreateDirectory(_folder.Of("raw"));
        File.Delete(_folder.Of("a.jpg"));
        File.WriteAllBytes(_folder.Of("a.jpg"), []);

        var run = await RunAsync("--sync", "--yes", "--exclude", "b.*");

        Assert.Empty(_server.Removals);
        Assert.Equal(1, run.Code);
    }

    [Fact]
    public async Task Sync_FileInAFolderThatIsNotEntered_HasNotVanished()
    {
        _folder.Add("raw/f.jpg", Packed.Noise(100));
        await RunAsync();
        File.Delete(_folder.Of("b.jpg"));

        await RunAsync("--sync", "--yes", "--exclude", "raw");

        Assert.Equal(["b.jpg"], _server.Removals.Single(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Sync_DryRun_ReportsWhatWouldBeRemoved()
    {
        File.Delete(_folder.Of("b.jpg"));

        var run = await RunAsync("--sync", "--dry-run");

        Assert.Equal(0, run.Code);
        Assert.Empty(_server.Removals);
        Assert.Contains("would remove: b.jpg", run.Out, StringComparison.Ordinal);
        Assert.Contains("1 name would be removed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_ManyNames_AreRemovedInParts()
    {
        using var folder = PictureFolder.With([.. Enumerable.Range(0, 2_500).Select(i => $"{i}.jpg")]);
        string[] args = ["ingest", folder.Path, "-c", "pics", "--state", _state.Path, "--sync", "--yes", "--force"];
        await CliRun.WithAsync(_server, args);
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            File.Delete(file);
        }

        await CliRun.WithAsync(_server, args);

        Assert.Equal([1000, 1000, 500], _server.Removals.Select(names => names.Count));
    }

    [Fact]
    public async Task Archive_CutShort_RemovesNothing()
    {
        var archive = Packed.GZip(Packed.Tar([.. Enumerable.Range(0, 10).Select(i => ($"{i}.jpg", Packed.Noise(20_000, i)))]));
        string[] args = ["ingest", _folder.Add("p.tgz", archive), "-c", "pics", "--url", _server.Url, "--state", _state.Path, "--sync", "--yes"];
        await CliRun.StartAsync(args);
        File.WriteAllBytes(_folder.Of("p.tgz"), archive[..(archive.Length * 9 / 10)]);

        var run = await CliRun.StartAsync(args);

        Assert.Equal(1, run.Code);
        Assert.Contains("a part of the source could not be read", run.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Removals);
    }

    [Fact]
    public async Task Archive_WithoutAnEntryItHad_LosesItsName()
    {
        var entries = Enumerable.Range(0, 4).Select(i => ($"{i}.jpg", Packed.Noise(100, i))).ToArray();
        string[] args =
            ["ingest", _folder.Add("p.zip", Packed.Zip(entries)), "-c", "pics", "--url", _server.Url, "--state", _state.Path, "--sync", "--yes"];
        await CliRun.StartAsync(args);
        _folder.Add("p.zip", Packed.Zip(entries[1..]));

        await CliRun.StartAsync([.. args, "--exclude", "2.jpg"]);

        Assert.Equal(["0.jpg"], _server.Removals.Single(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(10, 5, false, false, true)]
    [InlineData(10, 6, false, false, false)]
    [InlineData(10, 6, false, true, true)]
    [InlineData(10, 1, true, false, false)]
    [InlineData(10, 1, true, true, false)]
    [InlineData(0, 0, false, false, true)]
    public void Refusal_ByPolicy_IsOfPartialWalksAndOfMoreThanHalf(long known, long vanished, bool isIncomplete, bool isForced, bool allowed) =>
        Assert.Equal(allowed, SyncPolicy.Refusal(known, vanished, isIncomplete, isForced) is null);

    private string[] Args => ["ingest", _folder.Path, "-c", "pics", "--url", _server.Url, "--state", _state.Path];

    private Task<CliRun> RunAsync(params string[] more) => CliRun.StartAsync([.. Args, .. more]);
}
