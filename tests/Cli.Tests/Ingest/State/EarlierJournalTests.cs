using Txt2Image.Cli.Ingest.State;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Ingest.State;

/// <summary>A journal of an earlier version, which has no ids, of a server that had at most one image under a name.</summary>
public sealed class EarlierJournalTests : IAsyncLifetime
{
    private const string Collection = "pics";

    private readonly PictureFolder _folder = new();
    private readonly PictureFolder _state = new();
    private FakeServer _server = null!;

    /// <summary>Three files that were sent. Another source has sent b.jpg since, and so taken the name over.</summary>
    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _server.Collections[Collection] = new(StringComparer.Ordinal);
        _folder.Add("a.jpg", "aa");
        _folder.Add("b.jpg", "bbb");
        _folder.Add("c.jpg", "cccc");
        Hold("a.jpg", "aa");
        Hold("b.jpg", "another");
        Hold("c.jpg", "cccc");
        WriteJournal("a.jpg", "b.jpg", "c.jpg");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Ingest_Again_SendsOnlyWhatTheServerHasNotAndSaysSo()
    {
        var run = await RunAsync();
        var again = await RunAsync();

        Assert.Equal(["b.jpg"], Assert.Single(_server.Uploads), StringComparer.Ordinal);
        Assert.Contains("3 images: 0 added, 1 updated, 2 unchanged", run.Out, StringComparison.Ordinal);
        Assert.Contains("the server has no image of 1 name any more", run.Error, StringComparison.Ordinal);
        Assert.Contains("3 images: 0 added, 0 updated, 3 unchanged", again.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", again.Error, StringComparison.Ordinal);
        Assert.Equal(["bbb", "another"], Names("b.jpg"));
    }

    [Fact]
    public async Task File_ChangedSince_ReplacesWhatWasSent()
    {
        _folder.Add("a.jpg", "changed");
        _folder.Add("b.jpg", "changed too");

        var run = await RunAsync();

        Assert.Contains("1 replaced", run.Out, StringComparison.Ordinal);
        Assert.Equal(["changed"], Names("a.jpg"));
        Assert.Equal(["changed too", "another"], Names("b.jpg"));
    }

    [Fact]
    public async Task Sync_NameThatAnotherSourceSent_RemovesOnlyWhatWasSent()
    {
        File.Delete(_folder.Of("a.jpg"));
        File.Delete(_folder.Of("b.jpg"));

        var run = await RunAsync("--sync", "--yes", "--force");

        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(["a.jpg"], Assert.Single(_server.Removals), StringComparer.Ordinal);
        Assert.Equal(["another"], Names("b.jpg"));
    }

    [Fact]
    public async Task DryRun_EarlierJournal_ShowsTheSameAndWritesNothing()
    {
        var journal = Directory.GetFiles(_state.Path).Single();
        var before = File.ReadAllText(journal);

        var run = await RunAsync("--dry-run");

        Assert.Contains("1 image would be sent", run.Out, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(journal));
    }

    private static readonly Dictionary<Guid, string> Texts = new[] { "aa", "bbb", "cccc", "another", "changed", "changed too" }.ToDictionary(IdOf);

    private static Guid IdOf(string text) => ImageId.Of(System.Text.Encoding.UTF8.GetBytes(text));

    private void Hold(string name, string text)
    {
        _server.Names[(Collection, name, IdOf(text))] = text.Length;
        _server.Collections[Collection][name] = text.Length;
    }

    /// <summary>The texts of the images that have a name, the shortest first.</summary>
    private IEnumerable<string> Names(string name) =>
        _server.Names.Keys.Where(held => held.Name == name).Select(held => Texts[held.Id]).OrderBy(text => text != "another" ? 0 : 1);

    private void WriteJournal(params string[] names)
    {
        var server = new Uri(_server.Url + "/");
        var path = new StateFiles(_state.Path).JournalOf(server, Collection, _folder.Path);
        var lines = names.Select(name => new FileInfo(_folder.Of(name)))
            .Select(file => $$"""{"n":"{{file.Name}}","m":{{file.LastWriteTimeUtc.Ticks}},"l":{{file.Length}}}""");
        var about = $"\"Collection\":\"{Collection}\",\"Created\":\"{_server.Created:O}\",\"Source\":\"{_folder.Path}\"";
        var header = $$"""{"Format":1,"Server":"{{server}}",{{about}}}""";
        File.WriteAllLines(path, [header, .. lines]);
    }

    private Task<CliRun> RunAsync(params string[] more) =>
        CliRun.WithAsync(_server, ["ingest", _folder.Path, "-c", Collection, "--state", _state.Path, .. more]);
}
