using System.Text.Json.Nodes;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Sources;

/// <summary>Thumbnails, deleted files and snapshots that a NAS or a system keeps among pictures.</summary>
public sealed class ServiceFolderTests : IAsyncLifetime
{
    private static readonly string[] Names =
    [
        "2024/IMG_1.jpg", "2024/@eaDir/IMG_1.jpg/SYNOFILE_THUMB_M.jpg", "2024/@eaDir/IMG_1.jpg/SYNOPHOTO_THUMB_XL.jpg", "#recycle/deleted.jpg",
        "$RECYCLE.BIN/x.jpg", "System Volume Information/s.jpg", "#snapshot/GMT-2024/2024/IMG_1.jpg", "2024/._IMG_1.jpg", ".Trash-1000/files/y.jpg",
        ".hidden/z.jpg", "notes/._text.txt",
    ];

    private readonly PictureFolder _folder = new();
    private FakeServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        foreach (var name in Names)
        {
            _folder.Add($"nas/{name}", name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Folder_OfANas_GivesItsPicturesAndNamesWhatIsLeftOut()
    {
        var run = await RunAsync("nas");

        Assert.Equal(0, run.Code);
        Assert.Equal(["2024/IMG_1.jpg"], _server.Collections["pics"].Keys, StringComparer.Ordinal);
        Assert.Contains(
            "Left out, as folders and files of other programs: #recycle, #snapshot, $RECYCLE.BIN, .Trash-*, ._*, @eaDir, System Volume Information. "
                + "With --no-default-excludes they are added too.",
            run.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_AndJson_NameWhatIsLeftOut()
    {
        var dry = await RunAsync("nas", "--dry-run");
        var json = await RunAsync("nas", "--json");

        Assert.Contains("Left out, as folders and files of other programs: #recycle,", dry.Out, StringComparison.Ordinal);
        var leftOut = JsonNode.Parse(json.Out.TrimEnd().Split('\n')[^1])!["leftOut"]!.AsObject();
        Assert.Equal(
            ["#recycle", "#snapshot", "$RECYCLE.BIN", ".Trash-*", "._*", "@eaDir", "System Volume Information"], leftOut.Select(one => one.Key),
            StringComparer.Ordinal);
        Assert.All(leftOut, one => Assert.Equal(1, (int)one.Value!));
    }

    [Fact]
    public async Task Folder_WithoutDefaultExcludes_GivesThemToo()
    {
        var run = await RunAsync("nas", "--no-default-excludes");

        Assert.Equal(
            Names.Except([".hidden/z.jpg", "notes/._text.txt"], StringComparer.Ordinal).Order(StringComparer.Ordinal),
            _server.Collections["pics"].Keys.Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.DoesNotContain("Left out", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_ThatIsOneItself_IsRead()
    {
        await RunAsync("nas/#recycle");

        Assert.Equal(["deleted.jpg"], _server.Collections["pics"].Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Folder_WithNothingElse_SaysWhatIsThere()
    {
        _folder.Add("thumbs/@eaDir/a.jpg");
        _folder.Add("thumbs/b/@eaDir/a.jpg");

        var run = await RunAsync("thumbs");

        Assert.Contains("There are no images in", run.Error, StringComparison.Ordinal);
        Assert.Contains("Left out, as folders and files of other programs: @eaDir (2).", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nas.zip")]
    [InlineData("nas.tar")]
    public async Task Archive_OfANas_LeavesOutTheSame(string name)
    {
        var entries = Names.Append("__MACOSX/2024/._IMG_1.jpg").Select(entry => (entry, Packed.Noise(50, entry.Length))).ToArray();
        _folder.Add(name, name.EndsWith(".zip", StringComparison.Ordinal) ? Packed.Zip(entries) : Packed.Tar(entries));

        var run = await RunAsync(name);
        Assert.Equal(["2024/IMG_1.jpg"], _server.Collections["pics"].Keys, StringComparer.Ordinal);
        Assert.Contains(
            "other programs: #recycle, #snapshot, $RECYCLE.BIN, .Trash-*, ._*, @eaDir, System Volume Information, __MACOSX.", run.Out,
            StringComparison.Ordinal);

        await RunAsync(name, "--no-default-excludes");
        Assert.Equal(10, _server.Collections["pics"].Count);
    }

    [Theory]
    [InlineData("@EADIR", "@eaDir")]
    [InlineData("lost+found", "lost+found")]
    [InlineData(".@__thumb", ".@__thumb")]
    [InlineData(".thumbnails", ".thumbnails")]
    [InlineData(".trash-0", ".Trash-*")]
    [InlineData("eaDir", null)]
    [InlineData(".trash", null)]
    [InlineData("snapshot", null)]
    public void Find_Name_IsTheOneThatItIs(string name, string? expected) => Assert.Equal(expected, ServiceFolders.Find(name));

    private Task<CliRun> RunAsync(string source, params string[] more) =>
        CliRun.WithAsync(_server, ["ingest", _folder.Of(source), "-c", "pics", "--no-state", .. more]);
}
