using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest;

public sealed class IngestTests
{
    [Fact]
    public async Task Folder_AllTaken_CountsThemAndEndsWithThePage()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg", "deep/er/b.PNG", "c.webp", "notes.txt", ".hidden.jpg", ".git/d.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "my pics");

        Assert.Equal(0, run.Code);
        Assert.Equal(["a.jpg", "c.webp", "deep/er/b.PNG"], server.Collections["my pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains("3 images: 3 added, 0 updated, 0 unchanged, 0 failed; 1 other file skipped", run.Out, StringComparison.Ordinal);
        Assert.EndsWith($"{server.Url}/?collection=my%20pics", run.Out.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_SecondTime_NothingChanges()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg", "b.jpg");

        await CliRun.WithAsync(server, "ingest", "-i", folder.Path, "-c", "pics");
        folder.Add("b.jpg", length: 20);
        var again = await CliRun.WithAsync(server, "ingest", "-i", folder.Path, "-c", "pics");

        Assert.Equal(0, again.Code);
        Assert.Contains("2 images: 0 added, 1 updated, 1 unchanged, 0 failed", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_SomeRefused_ExitsOneAndSaysWhichAndWhy()
    {
        await using var server = await FakeServer.StartAsync();
        server.Fault = name => name.StartsWith("bad", StringComparison.Ordinal)
            ? new JsonObject { ["code"] = "CorruptImage", ["detail"] = "The bytes are no JPEG." }
            : null;
        using var folder = PictureFolder.With("a.jpg", "bad1.jpg", "bad2.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: bad1.jpg: The bytes are no JPEG.", run.Error, StringComparison.Ordinal);
        Assert.Contains("failed: bad2.jpg: The bytes are no JPEG.", run.Error, StringComparison.Ordinal);
        Assert.Contains("3 images: 1 added, 0 updated, 0 unchanged, 2 failed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneFile_NamedItself_IsTriedWhateverItsEnding()
    {
        await using var server = await FakeServer.StartAsync();
        server.Fault = _ => new JsonObject { ["status"] = 415, ["code"] = "UnsupportedMediaType", ["detail"] = "Export it as JPEG." };
        using var folder = PictureFolder.With("odd.xyz");

        var run = await CliRun.WithAsync(server, "ingest", Path.Combine(folder.Path, "odd.xyz"), "-c", "pics");

        Assert.Equal(1, run.Code);
        Assert.Contains("failed: odd.xyz: Export it as JPEG.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneFile_RelativePath_IsTakenFromTheUsersFolder()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("sub/cat.jpg");

        var run = await CliRun.StartAsync(
            ["ingest", "sub/cat.jpg", "-c", "pics", "--url", server.Url],
            e => e with { WorkingDirectory = folder.Path });

        Assert.Equal(0, run.Code);
        Assert.Equal(["cat.jpg"], server.Collections["pics"].Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Collection_AlreadyThere_IsNotMadeAgain()
    {
        await using var server = await FakeServer.StartAsync();
        server.Collections["pics"] = new(StringComparer.Ordinal) { ["old.jpg"] = 1 };
        using var folder = PictureFolder.With("a.jpg");

        await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(2, server.Collections["pics"].Count);
    }

    [Fact]
    public async Task Folder_WithoutImages_AddsNothingAndSaysSo()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("notes.txt");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Contains("There are no images in", run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Collections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Model_ThatKnowsDrawingsOnly_IsSaidPlainly(bool only)
    {
        await using var server = await FakeServer.StartAsync();
        server.Status = new JsonObject { ["model"] = "demo", ["knowsOnlyItsWorld"] = only }.ToJsonString();
        using var folder = PictureFolder.With("a.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(only, run.Error.Contains("knows only the drawings it was trained on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_ThatSteerATerminal_AreEscapedAndReachTheServerWhole()
    {
        const string Hostile = "a\u001b[31m\u202egpj\"[red].jpg";
        await using var server = await FakeServer.StartAsync();
        server.Fault = _ => new JsonObject { ["code"] = "CorruptImage", ["detail"] = "no \u001b]0;title\u0007 image" };
        using var folder = PictureFolder.With(Hostile, "b.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Contains(Hostile, server.Uploads.Single(), StringComparer.Ordinal);
        Assert.Contains("""failed: a\u001B[31m\u202Egpj"[red].jpg: no \u001B]0;title\u0007 image""", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", run.Error, StringComparison.Ordinal);
    }
}
