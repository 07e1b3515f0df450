using System.Diagnostics;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Shell;

/// <summary>What shells and people ask of the program itself: completions and versions.</summary>
public sealed class ShellTests
{
    [Theory]
    [InlineData("txt2image se", "search")]
    [InlineData("txt2image search --min", "--min-score")]
    [InlineData("txt2image collections re", "reindex")]
    [InlineData("txt2image completion ", "bash fish pwsh zsh")]
    public async Task Suggest_PartOfALine_IsWhatItCanBecome(string line, string expected)
    {
        var run = await CliRun.WithoutServerAsync($"[suggest:{line.Length}]", line);

        Assert.Equal(0, run.Code);
        var found = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(expected.Split(' '), found.Where(static word => !word.StartsWith('-') || word == "--min-score").Order());
    }

    [Theory]
    [InlineData("txt2image search cat -c ho", "holiday home")]
    [InlineData("txt2image collections describe ho", "holiday home")]
    public async Task Suggest_NameOfACollection_AsksTheServer(string line, string expected)
    {
        await using var server = await FakeServer.StartAsync();
        server.CollectionList = """{"collections":[{"name":"holiday"},{"name":"home"},{"name":"work"}]}""";

        var run = await CliRun.StartAsync(
            [$"[suggest:{line.Length}]", line], environment => environment with { Variable = name => name == "TXT2IMAGE_URL" ? server.Url : null });

        Assert.Equal(expected.Split(' '), run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static word => word[0] != '-').Order());
    }

    [Fact]
    public async Task Suggest_NoServer_IsNothingAndNoError()
    {
        const string Line = "txt2image search cat -c ho";
        var run = await CliRun.StartAsync(
            [$"[suggest:{Line.Length}]", Line], environment => environment with { Variable = _ => $"http://127.0.0.1:{FreePort.Next()}" });

        Assert.Equal((0, ""), (run.Code, run.Error));
    }

    [Fact]
    public async Task Completion_OfBash_CompletesWithTheProgramsWords()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is not installed.");
        var script = (await CliRun.WithoutServerAsync("completion", "bash")).Out;
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder["try"],
            $$"""
            txt2image() { printf '%s\n' "$1" "$2" search 'two words'; }
            {{script}}
            COMP_LINE='txt2image se' COMP_POINT=12
            _txt2image
            printf '%s|' "${COMPREPLY[@]}"
            complete -p txt2image
            """,
            TestContext.Current.CancellationToken);

        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", folder["try"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("[suggest:12]|txt2image se|search|two words|complete ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zsh", "compdef _txt2image txt2image")]
    [InlineData("fish", "complete -c txt2image")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_OfAShell_IsItsScript(string shell, string expected)
    {
        var run = await CliRun.WithoutServerAsync("completion", shell);

        Assert.Contains(expected, run.Out, StringComparison.Ordinal);
        Assert.Contains("[suggest:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_OfAnotherShell_SaysWhichThereAre()
    {
        var run = await CliRun.WithoutServerAsync("completion", "csh");

        Assert.Equal(2, run.Code);
        Assert.Contains("Must be one of: 'bash' 'zsh' 'fish' 'pwsh'\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_WithAServer_NamesBoth()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.WithAsync(server, "version");

        Assert.Matches(@"^txt2image \d+\.\d+\.\d+\nserver 1 at " + server.Url + "\n$", run.Out);
    }

    [Fact]
    public async Task Version_WithoutAServer_IsItsOwn()
    {
        var run = await CliRun.WithoutServerAsync("version", "--url", $"http://127.0.0.1:{FreePort.Next()}");

        Assert.Equal(0, run.Code);
        Assert.Matches(@"^txt2image \d+\.\d+\.\d+\n$", run.Out);
        Assert.Contains("note: no version of the server", run.Error, StringComparison.Ordinal);
    }
}
