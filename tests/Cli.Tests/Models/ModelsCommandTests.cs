using System.Text.Json;
using Txt2Image.Cli.Terminal;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Hub.StandIn;

namespace Txt2Image.Cli.Tests.Models;

public sealed class ModelsCommandTests : IAsyncLifetime
{
    private const string Known = "clip-vit-base-patch32";
    private const string Restricted = "mobileclip-s0";
    private readonly TemporaryFolder _folder = new();
    private StandInHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await StandInHub.StartAsync(
        0,
        new("Xenova/clip-vit-base-patch32", StandInRepository.ExampleFiles()),
        new("Xenova/mobileclip_s0", StandInRepository.ExampleFiles()));

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pull_OfAKnownModel_SaysItsLicenceAndHowToUseIt()
    {
        var run = await RunAsync("pull", Known);

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal($"{Known} is in {_folder["models", Known]}.\n", run.Out);
        Assert.Contains("6 files, 1.1 MB", run.Error, StringComparison.Ordinal);
        Assert.Contains("licence: MIT", run.Error, StringComparison.Ordinal);
        Assert.Contains("--Txt2Image:Model=clip-vit-base-patch32\n", run.Error, StringComparison.Ordinal);
        Assert.Equal($"{Known} is there, and whole.\n", (await RunAsync("pull", Known)).Out);
    }

    [Fact]
    public async Task Pull_OfEightBits_WarnsOfAGraphThatCannotBatch()
    {
        var run = await RunAsync("pull", Known, "--variant", "int8");

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Contains("note: onnx/text_model_quantized.onnx scales its numbers", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("vision_model_quantized.onnx scales", run.Error, StringComparison.Ordinal);
        Assert.Contains("--Txt2Image:Model:Variant=int8", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfModels_ShowsThoseThatAreKnownAndThoseThatAreHere()
    {
        await RunAsync("pull", Known);

        foreach (var list in new[] { await RunAsync("list"), await RunAsync() })
        {
            Assert.Matches($@"(?m)^{Known}\tfp32\t\d+\t512\t58.8\tEnglish\tMIT", list.Out);
            Assert.Contains("(research only)", list.Out, StringComparison.Ordinal);
        }

        var models = JsonDocument.Parse((await RunAsync("list", "--json")).Out).RootElement.GetProperty("models").EnumerateArray().ToList();
        var here = models.Where(model => model.GetProperty("installed").GetBoolean());
        Assert.Equal([Known], here.Select(model => model.GetProperty("name").GetString()));
        Assert.All(models, model => Assert.True(model.GetProperty("catalogue").GetProperty("dimension").GetInt32() > 0));
    }

    [Fact]
    public async Task Show_OfAModel_SaysWhatIsKnownAndWhatIsHere()
    {
        Assert.Contains("here         no", (await RunAsync("show", Known)).Out, StringComparison.Ordinal);
        await RunAsync("pull", Known);

        var shown = (await RunAsync("show", Known)).Out;

        Assert.Contains("published by open_clip", shown, StringComparison.Ordinal);
        Assert.Contains($"{_folder["models", Known]} (fp32), 6 files, 1.1 MB", shown, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await RunAsync("show", Known, "--json")).Out).RootElement;
        Assert.Equal(6, json.GetProperty("manifest").GetProperty("files").GetArrayLength());
    }

    [Fact]
    public async Task Verify_OfADamagedModel_SaysWhichFileAndHowToRepairIt()
    {
        await RunAsync("pull", Known);
        Assert.StartsWith($"{Known} is whole: 6 files", (await RunAsync("verify", Known)).Out, StringComparison.Ordinal);
        await File.AppendAllTextAsync(_folder["models", Known, "vocab.json"], "x", TestContext.Current.CancellationToken);

        var run = await RunAsync("verify", Known);
        await RunAsync("pull", Known);

        Assert.Equal(ExitCode.SomeFailed, run.Code);
        Assert.Equal("vocab.json: damaged\n", run.Error);
        Assert.Contains($"txt2image models pull {Known}", run.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, (await RunAsync("verify", Known)).Code);
    }

    [Fact]
    public async Task Remove_OfAModel_AsksFirst()
    {
        await RunAsync("pull", Known);

        Assert.Equal(ExitCode.Usage, (await RunAsync("remove", Known)).Code);
        Assert.Equal(ExitCode.SomeFailed, (await RunAsync("n", "remove", Known)).Code);
        Assert.True(Directory.Exists(_folder["models", Known]));
        Assert.Equal($"Deleted {Known} (1.1 MB).\n", (await RunAsync("remove", Known, "--yes")).Out);
        Assert.False(Directory.Exists(_folder["models", Known]));
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("n", false)]
    public async Task Pull_OfAModelForResearch_AsksWhetherItsLicenceIsAccepted(string answer, bool isPulled)
    {
        var run = await RunAsync(answer, "pull", Restricted);

        Assert.Equal(isPulled ? ExitCode.Success : ExitCode.SomeFailed, run.Code);
        Assert.Contains("(research only)", run.Error, StringComparison.Ordinal);
        Assert.Equal(isPulled, Directory.Exists(_folder["models", Restricted]));
        Assert.Equal(!isPulled, run.Error.Contains("accept it with --accept-license", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pull_WithoutATerminal_NeedsTheLicenceAcceptedByOption()
    {
        Assert.Equal(ExitCode.SomeFailed, (await RunAsync("pull", Restricted)).Code);
        Assert.Equal(ExitCode.Success, (await RunAsync("pull", Restricted, "--accept-license")).Code);
    }

    [Theory]
    [InlineData("pull", "nothing", ExitCode.SomeFailed, "is neither a model of the catalogue")]
    [InlineData("verify", "nothing", ExitCode.Usage, "Get one with: txt2image models pull")]
    [InlineData("remove", Known, ExitCode.Usage, "Get one with: txt2image models pull")]
    [InlineData("show", "nothing", ExitCode.Usage, "Get one with: txt2image models pull")]
    public async Task Command_ForAModelThatIsNotThere_SaysWhatToDo(string command, string model, int code, string message)
    {
        var run = await RunAsync(command, model);

        Assert.Equal(code, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_WithoutAHub_HasTheExitCodeOfNoServer()
    {
        await _hub.DisposeAsync();

        Assert.Equal(ExitCode.Unreachable, (await RunAsync("pull", Known)).Code);
    }

    /// <summary>An answer to a question comes first: "y" or "n".</summary>
    private Task<CliRun> RunAsync(params string[] args)
    {
        var isAnswered = args is ["y" or "n", ..];
        return CliRun.StartAsync(
            ["models", .. isAnswered ? args[1..] : args, "--models", _folder["models"]],
            environment => environment with
            {
                Variable = name => name switch { "HF_ENDPOINT" => _hub.Url, "HF_HOME" => _folder["home"], _ => null },
                IsInteractive = isAnswered,
                In = new StringReader(isAnswered ? args[0] + "\n" : ""),
            },
            TestContext.Current.CancellationToken);
    }
}
