using Txt2Image.Cli.Terminal;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Graphs.Tests.Support;

namespace Txt2Image.Cli.Tests.Models;

public sealed class QuantizeCommandTests : IDisposable
{
    private static readonly string Demo = Path.Combine(Repository.Root, "models", "demo");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Quantize_OfAModel_MakesItsVariantAndSaysHowToUseIt()
    {
        await RunAsync("pull", Demo);

        var run = await RunAsync("quantize", "demo");

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Matches(@"^demo has the variant int8: 32 products of integers, [67]\.\d MB instead of 11\.4 MB\.\n$", run.Out);
        Assert.Contains("--Txt2Image:Model=demo --Txt2Image:Model:Variant=int8\n", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"\ndemo\tfp32, int8\t", (await RunAsync("list")).Out);
        foreach (var file in new[] { "text_model", "vision_model" })
        {
            Assert.True(File.Exists(_folder["models", "demo", "onnx", $"{file}.onnx"]));
            Assert.True(File.Exists(_folder["models", "demo", "onnx", $"{file}_int8.onnx"]));
            Assert.True(File.Exists(_folder["models", "demo", "onnx", $"{file}_int8.onnx_data"]));
        }

        Assert.Contains("demo is whole: 13 files", (await RunAsync("verify", "demo")).Out, StringComparison.Ordinal);
        Assert.Equal("demo is there, and whole.\n", (await RunAsync("pull", Demo)).Out);
        Assert.Equal("demo is there, and whole.\n", (await RunAsync("pull", Demo, "--variant", "int8")).Out);
        Assert.Equal(["demo"], Directory.EnumerateDirectories(_folder["models"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Quantize_AgainOrOfADamagedVariant_IsRefusedOrRepaired()
    {
        await RunAsync("pull", Demo);
        await RunAsync("quantize", "demo");

        var again = await RunAsync("quantize", "demo");
        Assert.Equal(ExitCode.SomeFailed, again.Code);
        Assert.Contains("has the variant int8 already", again.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_folder["models", "demo", "onnx", "text_model_int8.onnx"], "", TestContext.Current.CancellationToken);
        var pull = await RunAsync("pull", Demo);
        Assert.Equal(ExitCode.SomeFailed, pull.Code);
        Assert.Contains("make it again: txt2image models quantize demo", pull.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, (await RunAsync("quantize", "demo")).Code);
        Assert.Contains("demo is whole: 13 files", (await RunAsync("verify", "demo")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quantize_OfDamagedFloats_SaysHowToRepairThem()
    {
        await RunAsync("pull", Demo);
        await File.AppendAllTextAsync(_folder["models", "demo", "onnx", "text_model.onnx"], "more", TestContext.Current.CancellationToken);

        var run = await RunAsync("quantize", "demo");

        Assert.Equal(ExitCode.SomeFailed, run.Code);
        Assert.Contains("onnx/text_model.onnx is damaged. Repair it with: txt2image models pull demo", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quantize_OfWhatCannotBeQuantized_SaysWhyAndLeavesTheModelAlone()
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Save();
        await RunAsync("convert", checkpoint.Folder, "--name", "tiny");

        var run = await RunAsync("quantize", "tiny");

        Assert.Equal(ExitCode.SomeFailed, run.Code);
        Assert.Contains("text_model.onnx: none of its products", run.Error, StringComparison.Ordinal);
        Assert.Contains("tiny is whole: 8 files", (await RunAsync("verify", "tiny")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync("quantize", "unknown")).Code);
    }

    private Task<CliRun> RunAsync(params string[] args) =>
        CliRun.StartAsync(["models", .. args, "--models", _folder["models"]], cancellationToken: TestContext.Current.CancellationToken);
}
