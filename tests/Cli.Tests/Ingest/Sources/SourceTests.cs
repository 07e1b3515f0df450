using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Sources;

public sealed class SourceTests
{
    [Theory]
    [InlineData("./scans/**/*.png", "1.png", "deep/2.png")]
    [InlineData("scans/*.png", "1.png")]
    [InlineData("scans/d*/*", "deep/2.png", "deep/3.jpg")]
    public async Task Pattern_InQuotes_IsTakenFromItsFirstFolder(string pattern, params string[] expected)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("scans/1.png", "scans/deep/2.png", "scans/deep/3.jpg", "4.png");

        var run = await CliRun.StartAsync(["ingest", pattern, "-c", "pics", "--url", server.Url], e => e with { WorkingDirectory = folder.Path });

        Assert.Equal(0, run.Code);
        Assert.Equal(expected, server.Collections["pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>A folder's name may look like a pattern.</summary>
    [Theory]
    [InlineData("holiday [2019]", "1.jpg", "sub/2.jpg")]
    [InlineData("holiday [2019]/1.jpg", "1.jpg")]
    [InlineData("./holiday [2019]/*.jpg", "holiday [2019]/1.jpg")]
    [InlineData("holiday [2019-2020]", "3.jpg")]
    [InlineData("holiday [2019-2020]/*.jpg", "holiday [2019-2020]/3.jpg")]
    public async Task Path_ThatLooksLikeAPattern_IsWhatItNames(string path, params string[] expected)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("holiday [2019]/1.jpg", "holiday [2019]/sub/2.jpg", "holiday [2019-2020]/3.jpg");

        var run = await CliRun.StartAsync(["ingest", path, "-c", "pics", "--url", server.Url], e => e with { WorkingDirectory = folder.Path });

        Assert.Equal(0, run.Code);
        Assert.Equal(expected, server.Collections["pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("a.jpg\nsub/odd.xyz\r\n\n", "a.jpg", "sub/odd.xyz")]
    [InlineData("a.jpg\0sub/with\nline.jpg\0", "a.jpg", "sub/with\nline.jpg")]
    public async Task List_OfPaths_IsTakenFromStdin(string list, params string[] expected)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg", "sub/odd.xyz", "sub/with\nline.jpg", "other.jpg");

        var run = await CliRun.StartAsync(
            ["ingest", "-", "-c", "pics", "--url", server.Url], e => e with { WorkingDirectory = folder.Path, In = new StringReader(list) });

        Assert.Equal(0, run.Code);
        Assert.Equal(expected, server.Collections["pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task List_PathsFromElsewhereFoldersAndGaps_AreNamedWholeOrFail()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg", "sub/b.jpg");
        using var elsewhere = PictureFolder.With("c.jpg");
        var list = $"{folder.Of("a.jpg")}\n{elsewhere.Of("c.jpg")}\nsub\nnone.jpg\n";

        var run = await CliRun.StartAsync(
            ["ingest", "-", "-c", "pics", "--url", server.Url], e => e with { WorkingDirectory = folder.Path, In = new StringReader(list) });

        Assert.Equal(1, run.Code);
        var whole = elsewhere.Of("c.jpg")[Path.GetPathRoot(elsewhere.Path)!.Length..].Replace('\\', '/');
        Assert.Equal(["a.jpg", whole], server.Collections["pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains("failed: sub: a folder in a list of files", run.Error, StringComparison.Ordinal);
        Assert.Contains("failed: none.jpg", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_AsThePythonDemoNamedIt_IsTaken()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("data/0/1.jpg", "data/1/2.jpg");

        var run = await CliRun.StartAsync(
            ["ingest", "-c", "image_collection", "-i", "./data/0", "--url", server.Url], e => e with { WorkingDirectory = folder.Path });

        Assert.Equal(0, run.Code);
        Assert.Equal(["1.jpg"], server.Collections["image_collection"].Keys, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("--checksum sha256:0000000000000000000000000000000000000000000000000000000000000000", "--checksum needs an archive")]
    [InlineData("--exclude x", "--include and --exclude need a folder")]
    [InlineData("--sync", "--sync needs a folder, a pattern or an archive")]
    public async Task Option_ThatOneFileCannotHave_IsRefused(string option, string reason)
    {
        using var folder = PictureFolder.With("1.jpg");

        var run = await CliRun.WithoutServerAsync(["ingest", folder.Of("1.jpg"), "-c", "pics", "--state", folder.Of("s"), .. option.Split(' ')]);

        Assert.Equal(2, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copy", "")]
    [InlineData("none", "?originals=none")]
    public async Task Originals_AsAsked_AreKeptOrSaidToBeLost(string originals, string query)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("1.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--originals", originals);

        Assert.Equal([query], server.UploadQueries, StringComparer.Ordinal);
        Assert.Contains("1 image, 10 bytes", run.Error, StringComparison.Ordinal);
        Assert.Equal(originals == "none", run.Error.Contains("originals cannot be retrieved", StringComparison.Ordinal));
    }
}
