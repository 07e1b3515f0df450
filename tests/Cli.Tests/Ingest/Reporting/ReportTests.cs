using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Reporting;

public sealed class ReportTests
{
    [Fact]
    public async Task Json_WholeRun_IsOneObjectPerLineFromStartToSummary()
    {
        await using var server = await FakeServer.StartAsync();
        server.Fault = Refuse;
        using var folder = PictureFolder.With("a.jpg", "bad\u202E.jpg", "notes.md");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--json");

        var events = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(["start", "file", "file", "summary"], events.Select(e => (string)e["event"]!), StringComparer.Ordinal);
        Assert.Equal(2, (int)events[0]["images"]!);
        Assert.Equal(20, (int)events[0]["bytes"]!);
        var added = events.Single(e => (string?)e["status"] == "added");
        Assert.Equal(("a.jpg", folder.Of("a.jpg"), 10), ((string)added["name"]!, (string)added["path"]!, (int)added["bytes"]!));
        var failed = events.Single(e => (string?)e["status"] == "failed");
        Assert.Equal(("bad\u202E.jpg", "CorruptImage", "no image"), ((string)failed["name"]!, (string)failed["code"]!, (string)failed["reason"]!));
        Assert.Equal((true, 1, 1, 1), ((bool)events[3]["finished"]!, (int)events[3]["added"]!, (int)events[3]["failed"]!, (int)events[3]["others"]!));
        Assert.DoesNotContain("\u202E", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("failed:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfARunThatEndsEarly_SaysSo()
    {
        await using var server = await FakeServer.StartAsync();
        server.RefuseNext(507, "StorageFull");
        using var folder = PictureFolder.With("a.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--json");

        Assert.Equal(1, run.Code);
        Assert.False((bool)JsonNode.Parse(run.Out.TrimEnd().Split('\n')[^1])!["finished"]!);
    }

    [Fact]
    public async Task DryRun_Folder_ReportsEverythingAndChangesNothing()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg", "b.jpg");
        using var state = new PictureFolder();
        string[] args = ["ingest", folder.Path, "-c", "pics", "--state", state.Path];

        var before = await CliRun.WithAsync(server, [.. args, "--dry-run"]);
        Assert.Empty(server.Collections);
        Assert.Empty(Directory.GetFileSystemEntries(state.Path));
        await CliRun.WithAsync(server, args);
        folder.Add("c.jpg", 5);
        var after = await CliRun.WithAsync(server, [.. args, "--dry-run"]);

        Assert.Contains("would send: a.jpg (10 bytes)", before.Out, StringComparison.Ordinal);
        Assert.Contains("2 images would be sent, 20 bytes; 0 unchanged; 0 failed. Nothing was changed.", before.Out, StringComparison.Ordinal);
        Assert.Contains("1 image would be sent, 5 bytes; 2 unchanged", after.Out, StringComparison.Ordinal);
        Assert.Single(server.Uploads);
    }

    [Fact]
    public async Task Failures_WrittenToAFile_AreTheOnlyFilesTriedAgain()
    {
        await using var server = await FakeServer.StartAsync();
        server.Fault = Refuse;
        using var folder = PictureFolder.With("a.jpg", "bad1.jpg", "deep/bad2.jpg");
        using var other = new PictureFolder();
        var list = other.Of("failures.jsonl");

        var first = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--failures", list);
        var lines = File.ReadLines(list).Select(line => JsonNode.Parse(line)!).OrderBy(f => (string)f["name"]!, StringComparer.Ordinal).ToArray();
        server.Fault = _ => null;
        var retry = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--retry-failed", list, "--failures", list);

        Assert.Contains($"Failures are listed in {list}", first.Error, StringComparison.Ordinal);
        Assert.Equal(["bad1.jpg", "deep/bad2.jpg"], lines.Select(f => (string)f["name"]!), StringComparer.Ordinal);
        Assert.Equal(
            (folder.Of("deep/bad2.jpg"), "CorruptImage", "no image"),
            ((string)lines[1]["path"]!, (string)lines[1]["code"]!, (string)lines[1]["reason"]!));
        Assert.Equal(["bad1.jpg", "deep/bad2.jpg"], server.Uploads.Last().Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(0, retry.Code);
        Assert.False(File.Exists(list));
    }

    [Fact]
    public async Task Failures_WithoutAnOption_AreListedBesideTheState()
    {
        await using var server = await FakeServer.StartAsync();
        server.Fault = Refuse;
        using var folder = PictureFolder.With("bad.jpg");
        using var state = new PictureFolder();

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--state", state.Path);

        var list = Directory.GetFiles(state.Path, "*.failures.jsonl").Single();
        Assert.Contains(list, run.Error, StringComparison.Ordinal);
        Assert.Contains("--retry-failed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_ListThatIsNone_IsRefused()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With("a.jpg");

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--retry-failed", folder.Add("list", "oops"));

        Assert.Equal(2, run.Code);
        Assert.Contains("cannot be read as a list of failures", run.Error, StringComparison.Ordinal);
    }

    private static JsonObject? Refuse(string name) =>
        name.Contains("bad", StringComparison.Ordinal) ? new JsonObject { ["code"] = "CorruptImage", ["detail"] = "no image" } : null;
}
