using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
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

    /// <summary>The model's fingerprint follows the weights, so a collection is never searched with others than its own.</summary>
    [Fact]
    public async Task Quantize_WithOtherWeights_ReplacesTheVariantAndSaysWhatToReindex()
    {
        await RunAsync("pull", Demo);
        await RunAsync("quantize", "demo");
        var seven = Fingerprint();

        var eight = await RunAsync("quantize", "demo", "--weights", "8");
        Assert.Equal(ExitCode.Success, eight.Code);
        Assert.Contains("replaces graphs with weights of 7 bits. Reindex the collections", eight.Error, StringComparison.Ordinal);
        Assert.NotEqual(seven, Fingerprint());
        Assert.Contains("demo is whole: 13 files", (await RunAsync("verify", "demo")).Out, StringComparison.Ordinal);
        Assert.Contains("has the variant int8 already", (await RunAsync("quantize", "demo")).Error, StringComparison.Ordinal);

        // A repair keeps the bits that were chosen.
        File.Delete(_folder["models", "demo", "onnx", "text_model_int8.onnx_data"]);
        Assert.Equal(ExitCode.Success, (await RunAsync("quantize", "demo")).Code);
        Assert.Contains("has the variant int8 already", (await RunAsync("quantize", "demo", "--weights", "8")).Error, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Success, (await RunAsync("quantize", "demo", "--weights", "7")).Code);
        Assert.Equal(seven, Fingerprint());
        Assert.Equal(ExitCode.Usage, (await RunAsync("quantize", "demo", "--weights", "9")).Code);
    }

    /// <summary>Graphs that transformers, optimum and open_clip's exporters made, in each of the layouts that hubs have.</summary>
    [Theory]
    [InlineData("transformersjs", 2)]
    [InlineData("optimum", 1)]
    [InlineData("fastembed", 2)]
    [InlineData("immich", 2)]
    public async Task Quantize_OfAnExportedModel_KeepsItsEmbeddings(string layout, int graphs)
    {
        await RunAsync("pull", SharedData.Require("models-golden", "clip-hf", layout), "--variant", "fp32");

        var run = await RunAsync("quantize", layout);

        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Code == ExitCode.Success ? "" : run.Error));
        Assert.Equal(graphs, Directory.EnumerateFiles(_folder["models", layout], "*_int8.onnx", SearchOption.AllDirectories).Count());
        ClipModel Load(ModelVariant variant) => ClipModel.Load(new ModelOptions { Folder = _folder["models", layout], Variant = variant });
        using var floats = OnnxTowers.Load(Load(ModelVariant.Fp32), DeviceName.Cpu, new() { IntraOpThreads = 1 });
        using var integers = OnnxTowers.Load(Load(ModelVariant.Int8), DeviceName.Cpu, new() { IntraOpThreads = 1 });
        var tokenizer = Load(ModelVariant.Int8).Tokenizer;
        ReadOnlyMemory<int>[] texts = [.. new[] { "a red bicycle", "two dogs on a beach" }.Select(text => tokenizer.Encode(text).Ids.AsMemory())];
        foreach (var (expected, actual) in floats.EncodeTexts(texts).Zip(integers.EncodeTexts(texts)))
        {
            Assert.InRange(expected.Zip(actual, static (x, y) => (double)x * y).Sum(), .98, .9999999);
        }
    }

    [Fact]
    public async Task Quantize_WithCompare_PrintsWhatTheVariantGainsAndLoses()
    {
        const int Pictures = 4;
        await RunAsync("pull", Demo);
        var samples = Path.Combine(Repository.Root, "samples");
        var rows = File.ReadLines(Path.Combine(samples, "captions.csv")).Take(Pictures + 1).ToList();
        Directory.CreateDirectory(_folder["pictures"]);
        await File.WriteAllLinesAsync(_folder["pictures", "captions.csv"], rows, TestContext.Current.CancellationToken);
        var file = Array.IndexOf(rows[0].Split(','), "file");
        foreach (var name in rows.Skip(1).Select(row => row.Split(',')[file]))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder["pictures", name])!);
            File.Copy(Path.Combine(samples, name), _folder["pictures", name]);
        }

        // The first run makes the variant, and the second finds it.
        foreach (var isFirst in new[] { true, false })
        {
            var run = await RunAsync("quantize", "demo", "--compare", _folder["pictures"]);

            Assert.Equal((ExitCode.Success, ""), (run.Code, run.Code == ExitCode.Success ? "" : run.Error));
            Assert.Equal(isFirst, run.Out.Contains("demo has the variant int8: ", StringComparison.Ordinal));
            Assert.Contains($"int8 compared with float32 on the processor, {Pictures} pictures with captions", run.Out, StringComparison.Ordinal);
            Assert.Matches(@"\ntexts +\d+\.\d\d times as fast; cosine to float32 0\.9\d{4} on average", run.Out);
            Assert.Matches(@"\nrecall@10 +[01]\.\d{4} float32, [01]\.\d{4} int8: ", run.Out);
            Assert.Contains("--Txt2Image:Model=demo --Txt2Image:Model:Variant=int8\n", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Quantize_WithCompareButWithoutAServer_SaysWhatToRun()
    {
        await RunAsync("pull", Demo);
        Assert.Equal(ExitCode.Usage, (await RunAsync("quantize", "demo", "--compare", _folder["nothing"])).Code);

        var alone = await CliRun.StartAsync(
            ["models", "quantize", "demo", "--compare", "--models", _folder["models"]],
            environment => environment with { ProgramFolder = _folder.Path },
            TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.SomeFailed, alone.Code);
        Assert.Contains("demo has the variant int8", alone.Out, StringComparison.Ordinal);
        Assert.Contains(
            $"Where it is installed, run: Txt2Image.Api --Txt2Image:Model={_folder["models", "demo"]} --compare-int8\n", alone.Error,
            StringComparison.Ordinal);
    }

    private string Fingerprint() =>
        ClipModel.Load(new ModelOptions { Folder = _folder["models", "demo"], Variant = ModelVariant.Int8 }).Fingerprint;

    private Task<CliRun> RunAsync(params string[] args) =>
        CliRun.StartAsync(["models", .. args, "--models", _folder["models"]], cancellationToken: TestContext.Current.CancellationToken);
}
