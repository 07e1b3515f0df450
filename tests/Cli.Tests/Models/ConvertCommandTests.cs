using Txt2Image.Cli.Terminal;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Graphs.Tests.Support;
using Txt2Image.Hub.StandIn;

namespace Txt2Image.Cli.Tests.Models;

public sealed class ConvertCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyCheckpoint _checkpoint = TinyCheckpoint.Clip();

    public ConvertCommandTests() => _checkpoint.Save();

    public void Dispose()
    {
        _checkpoint.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Convert_OfACheckpoint_MakesAModelAndSaysHowToUseIt()
    {
        var run = await RunAsync("convert", _checkpoint.Folder, "--name", "my-clip");

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal($"my-clip is in {_folder["models", "my-clip"]}.\n", run.Out);
        Assert.Contains($"my-clip from {_checkpoint.Folder}: CLIP of transformers, 6 dimensions\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("Fine-tuned weights keep the licence of their model", run.Error, StringComparison.Ordinal);
        Assert.Contains($"licence: not stated; see {_checkpoint.Folder}", run.Error, StringComparison.Ordinal);
        Assert.Contains("--Txt2Image:Model=my-clip\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("my-clip is whole: 8 files", (await RunAsync("verify", "my-clip")).Out, StringComparison.Ordinal);
        Assert.Matches(@"\nmy-clip\tfp32\t", (await RunAsync("list")).Out);
    }

    [Fact]
    public async Task Convert_ToFloat16_MakesThatVariant()
    {
        Assert.Equal(ExitCode.Success, (await RunAsync("convert", _checkpoint.Folder, "--name", "half", "--type", "float16")).Code);

        Assert.Matches("\nhalf\tfp16\t", (await RunAsync("list")).Out);
        Assert.True(File.Exists(_folder["models", "half", "onnx", "text_model_fp16.onnx"]));
        Assert.False(File.Exists(_folder["models", "half", "onnx", "text_model.onnx"]));
        var other = await RunAsync("convert", _checkpoint.Folder, "--name", "other", "--type", "float8");
        Assert.Equal(ExitCode.Usage, other.Code);
        Assert.Contains("--type must be float32 or float16, not 'float8'", other.Error, StringComparison.Ordinal);
        var brain = await RunAsync("convert", _checkpoint.Folder, "--name", "brain", "--type", "bfloat16");
        Assert.Equal(ExitCode.Usage, brain.Code);
        Assert.Contains("--type bfloat16 is not supported: ONNX Runtime has no products", brain.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_WithoutAName_TakesTheFolders()
    {
        Assert.Equal(ExitCode.Success, (await RunAsync("convert", _checkpoint.Folder)).Code);
        Assert.True(File.Exists(_folder["models", "checkpoint", "onnx", "text_model.onnx"]));
    }

    [Fact]
    public async Task Convert_OfANameThatIsTaken_LeavesTheModelAlone()
    {
        await RunAsync("convert", _checkpoint.Folder);
        await File.WriteAllTextAsync(_folder["models", "checkpoint", "vocab.json"], "mine", TestContext.Current.CancellationToken);

        var run = await RunAsync("convert", _checkpoint.Folder);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("with --name, or remove it with: txt2image models remove checkpoint", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            "mine", await File.ReadAllTextAsync(_folder["models", "checkpoint", "vocab.json"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Convert_OfWhatCannotBeConverted_SaysWhyAndLeavesNothing()
    {
        _checkpoint.Add("more", 2);
        _checkpoint.Save();

        var run = await RunAsync("convert", _checkpoint.Folder, "--name", "my-clip");

        Assert.Equal(ExitCode.SomeFailed, run.Code);
        Assert.Contains("tensors that this architecture does not have: more", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["models", "my-clip"]));
    }

    [Fact]
    public async Task Convert_OfTwoTowers_TakesTheSecondFolder()
    {
        using var other = TinyCheckpoint.Siglip();
        other.Save();

        Assert.Equal(ExitCode.Success, (await RunAsync("convert", _checkpoint.Folder, "--vision", _checkpoint.Folder, "--name", "both")).Code);
        Assert.Contains(
            "its family is siglip", (await RunAsync("convert", _checkpoint.Folder, "--vision", other.Folder, "--name", "mixed")).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfARepositoryWithWeightsAlone_ConvertsIt()
    {
        await using var hub = await StandInHub.StartAsync(0, StandInRepository.OfFolder("example/tuned", _checkpoint.Folder));

        var run = await RunAsync(hub.Url, ["pull", "example/tuned"]);

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Contains("the graphs are made here", run.Error, StringComparison.Ordinal);
        Assert.Equal($"example--tuned is in {_folder["models", "example--tuned"]}.\n", run.Out);
        Assert.Equal("example--tuned is there, and whole.\n", (await RunAsync(hub.Url, ["pull", "example/tuned"])).Out);
    }

    private Task<CliRun> RunAsync(params string[] args) => RunAsync("http://127.0.0.1:1", args);

    private Task<CliRun> RunAsync(string hub, string[] args) => CliRun.StartAsync(
        ["models", .. args, "--models", _folder["models"]],
        environment => environment with
        {
            Variable = name => name switch { "HF_ENDPOINT" => hub, "HF_HOME" => _folder["home"], _ => null },
        },
        TestContext.Current.CancellationToken);
}
