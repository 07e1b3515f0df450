using System.Diagnostics;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Sources;

/// <summary>Files and folders that cannot be opened: because their names are in Latin-1, or because they lead nowhere.</summary>
public sealed class UnreadableNameTests : IAsyncLifetime
{
    private readonly PictureFolder _folder = PictureFolder.With("ok.jpg", "sent.jpg");
    private readonly PictureFolder _state = new();
    private FakeServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Shell($"rm -rf '{_folder.Path}'/*");
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Names_NotInUtf8_FailWithAdviceAndNoneIsSkippedSilently()
    {
        AddLatinNames();

        var run = await RunAsync("--failures", _state.Of("failures.jsonl"));

        Assert.Equal(1, run.Code);
        Assert.Equal(["ok.jpg", "sent.jpg"], _server.Collections["pics"].Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains("4 images: 2 added, 0 updated, 0 unchanged, 2 failed", run.Out, StringComparison.Ordinal);
        var failures = File.ReadLines(_state.Of("failures.jsonl")).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(["caf\uFFFD.jpg", "\uFFFDt\uFFFD"], failures.Select(one => (string)one["name"]!).Order(StringComparer.Ordinal));
        Assert.All(failures, one => Assert.Contains("rename it, for example with convmv", (string)one["reason"]!, StringComparison.Ordinal));
        Assert.All(failures, one => Assert.Equal("Unreadable", (string)one["code"]!));
    }

    [Fact]
    public async Task Sync_WithNamesNotInUtf8_RemovesNothing()
    {
        await RunAsync();
        AddLatinNames();
        File.Delete(_folder.Of("sent.jpg"));

        var run = await RunAsync("--sync", "--yes", "--force");

        Assert.Equal(1, run.Code);
        Assert.Empty(_server.Removals);
        Assert.Contains("a part of the source could not be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_ThatLeadNowhere_FailAndSyncRemovesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows, creating links needs a special permission.");
        await RunAsync();
        File.CreateSymbolicLink(_folder.Of("gone.jpg"), _folder.Of("nowhere.jpg"));
        File.CreateSymbolicLink(_folder.Of("itself.jpg"), _folder.Of("itself.jpg"));
        File.Delete(_folder.Of("sent.jpg"));

        var run = await RunAsync("--sync", "--yes", "--force");

        Assert.Equal(1, run.Code);
        Assert.Contains("3 images: 0 added, 0 updated, 1 unchanged, 2 failed", run.Out, StringComparison.Ordinal);
        Assert.Empty(_server.Removals);
    }

    [Fact]
    public async Task Path_NotInUtf8_IsRefusedWithAdvice()
    {
        var run = await CliRun.WithAsync(_server, "ingest", _folder.Of("caf\uFFFD"), "-c", "pics");

        Assert.Equal(2, run.Code);
        Assert.Contains("not written in UTF-8", run.Error, StringComparison.Ordinal);
    }

    private void AddLatinNames()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has names in any encoding.");
        Shell(
            $"""
            cd '{_folder.Path}'; e="$(printf '\351')"
            mkdir "$e"t"$e" && cp ok.jpg caf"$e".jpg && cp ok.jpg "$e"t"$e"/in.jpg
            """);
    }

    private static void Shell(string command)
    {
        using var process = Process.Start("/bin/sh", ["-c", command]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private Task<CliRun> RunAsync(params string[] more) =>
        CliRun.WithAsync(_server, ["ingest", _folder.Path, "-c", "pics", "--state", _state.Path, .. more]);
}
