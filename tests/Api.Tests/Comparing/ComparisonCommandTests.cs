using System.Globalization;
using Txt2Image.Api.Comparing;
using Txt2Image.Api.Demo;
using Txt2Image.Clip;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models;
using Txt2Image.Graphs;

namespace Txt2Image.Api.Tests.Comparing;

public sealed class ComparisonCommandTests : IDisposable
{
    private const int Pictures = 40;
    private readonly TemporaryFolder _folder = new();

    public ComparisonCommandTests()
    {
        var demo = Path.Combine(Repository.Root, "models", "demo");
        foreach (var file in Directory.EnumerateFiles(demo, "*", SearchOption.AllDirectories))
        {
            var target = _folder["demo", Path.GetRelativePath(demo, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_TheDemoModelInBothVariants_SaysWhatInt8GainsAndLoses()
    {
        foreach (var tower in new[] { "text", "vision" })
        {
            using var quantization = Quantization.Open(_folder["demo", "onnx", $"{tower}_model.onnx"]);
            quantization.Write(_folder["demo", "onnx", $"{tower}_model_int8.onnx"], cancellationToken: TestContext.Current.CancellationToken);
        }

        ClipModel Load(ModelVariant variant) => ClipModel.Load(new ModelOptions { Folder = _folder["demo"], Variant = variant });
        var comparison = VariantComparison.Of(
            Load(ModelVariant.Fp32),
            Load(ModelVariant.Int8),
            [.. Samples.Read(Path.Combine(Repository.Root, "samples")).Take(Pictures)],
            new ImagePreparer(new()),
            new() { IntraOpThreads = 1 });

        Assert.Equal([1, 5, 10], comparison.Recalls.Select(static recall => recall.K));
        Assert.All(comparison.Recalls, static recall => Assert.InRange(recall.Floats, .9, 1));
        Assert.All(comparison.Recalls, static recall => Assert.InRange(recall.Integers - recall.Floats, -.051, .051));
        Assert.All(comparison.Texts.Cosines.Concat(comparison.Images.Cosines), static cosine => Assert.InRange(cosine, .98, .9999999));
        var lines = comparison.ToString(CultureInfo.InvariantCulture).Split('\n');
        Assert.StartsWith("demo: int8 compared with float32 on the processor, 40 pictures", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^texts      \d+\.\d\d times as fast; cosine to float32 0\.9\d{4} on average, 0\.9\d{4} at least$", lines[1]);
        Assert.Matches(@"^recall@10  [01]\.\d{4} float32, [01]\.\d{4} int8: [-+]?\d\.\d points$", lines[^1]);
    }

    [Fact]
    public void Run_WithoutPicturesOrWithoutTheVariant_SaysWhatToDo()
    {
        Assert.False(ComparisonCommand.Run(["--urls", "http://localhost:1"]));
        string[] nowhere = ["--compare-int8", $"--Txt2Image:Demo:Samples={_folder["nowhere"]}"];
        foreach (var args in new[] { nowhere, ["--compare-int8", _folder["demo"]] })
        {
            var fault = Assert.Throws<FormatException>(() => ComparisonCommand.Run(args));
            Assert.Contains("needs a folder with pictures and captions.csv", fault.Message, StringComparison.Ordinal);
        }

        var missing = Assert.Throws<ModelException>(() => ComparisonCommand.Run(
            [$"--Txt2Image:Model={_folder["demo"]}", "--compare-int8", Path.Combine(Repository.Root, "samples")]));
        Assert.Contains("int8", missing.Message, StringComparison.Ordinal);
    }
}
