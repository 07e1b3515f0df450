using Txt2Image.Clip;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Models;

/// <summary>
/// How a folder's layout, its variants and its place in a cache are recognised, and what is said about folders that cannot be used.
/// </summary>
public class LayoutTests
{
    [Fact]
    public void Load_RepositoryInACache_IsItsSnapshotOfMain()
    {
        using var model = new ModelFolder();
        using var cache = new TemporaryFolder();
        var repository = Snapshots(cache, model, "aaa", "bbb");
        Directory.CreateDirectory(Path.Combine(repository, "refs"));
        File.WriteAllText(Path.Combine(repository, "refs", "main"), "bbb\n");
        var loaded = ClipModel.Load(repository);
        Assert.Equal(("org/tiny", "bbb"), (loaded.Id, Path.GetFileName(loaded.Folder)));
    }

    [Fact]
    public void Load_RepositoryWithOneSnapshot_IsThatOne()
    {
        using var model = new ModelFolder();
        using var cache = new TemporaryFolder();
        Assert.Equal("aaa", Path.GetFileName(ClipModel.Load(Snapshots(cache, model, "aaa")).Folder));
    }

    [Fact]
    public void Load_SnapshotItself_HasTheRepositorysName()
    {
        using var model = new ModelFolder();
        using var cache = new TemporaryFolder();
        var repository = Snapshots(cache, model, "aaa");
        Assert.Equal("org/tiny", ClipModel.Load(Path.Combine(repository, "snapshots", "aaa")).Id);
    }

    [Fact]
    public void Load_RepositoryWithSeveralSnapshots_ListsThem()
    {
        using var model = new ModelFolder();
        using var cache = new TemporaryFolder();
        AssertSays(Snapshots(cache, model, "aaa", "bbb"), "several snapshots", "aaa", "bbb");
    }

    [Fact]
    public void Load_RepositoryWithoutSnapshot_SaysToDownloadIt()
    {
        using var cache = new TemporaryFolder();
        Directory.CreateDirectory(cache["models--org--tiny/snapshots"]);
        AssertSays(cache["models--org--tiny"], "no snapshot", "download");
    }

    [Fact]
    public void Load_CacheOfSeveralModels_SaysToNameOne()
    {
        using var model = new ModelFolder();
        using var cache = new TemporaryFolder();
        Snapshots(cache, model, "aaa");
        AssertSays(cache.Path, "cache of several models", "models--org--tiny");
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("pytorch_model.bin")]
    [InlineData("open_clip_pytorch_model.bin")]
    public void Load_WeightsWithoutAGraph_SaysHowToGetOne(string file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["config.json"], "{}");
        File.WriteAllText(folder[file], "x");
        AssertSays(folder.Path, file, "without an ONNX graph", "txt2image models convert");
    }

    [Fact]
    public void Load_CheckpointOfTheSharedData_SaysHowToGetAGraph() =>
        AssertSays(SharedData.Require("models-golden", "checkpoints", "siglip"), "model.safetensors", "txt2image models convert");

    [Fact]
    public void Load_EmptyFolder_SaysWhatAModelNeeds()
    {
        using var folder = new TemporaryFolder();
        AssertSays(folder.Path, "empty", "onnx/text_model.onnx", "txt2image.json");
    }

    [Fact]
    public void Load_FolderWithOtherFiles_SaysWhatAModelNeeds()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["README.md"], "x");
        AssertSays(folder.Path, "no graph", "textual/model.onnx");
    }

    [Fact]
    public void Load_GraphsOfUnknownNames_NamesThem()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["clip-text.onnx"], "x");
        AssertSays(folder.Path, "clip-text.onnx", "which tower", "txt2image.json");
    }

    [Theory]
    [InlineData(ModelVariant.Auto, "")]
    [InlineData(ModelVariant.Fp32, "")]
    [InlineData(ModelVariant.Fp16, "_fp16")]
    [InlineData(ModelVariant.Int8, "_quantized")]
    public void Load_Variant_IsTheOneChosen(ModelVariant variant, string suffix)
    {
        using var folder = WithVariants("", "_fp16", "_quantized");
        Assert.Equal($"text_model{suffix}.onnx", Path.GetFileName(Load(folder, variant).TextGraph.Path));
        Assert.Equal($"vision_model{suffix}.onnx", Path.GetFileName(Load(folder, variant).VisionGraph.Path));
    }

    [Fact]
    public void Load_OnlyOneVariant_IsThatOne()
    {
        using var folder = WithVariants("_int8");
        Assert.Equal("text_model_int8.onnx", Path.GetFileName(Load(folder, ModelVariant.Auto).TextGraph.Path));
    }

    [Theory]
    [InlineData(ModelVariant.Auto, "_fp16 _int8", "text_model.onnx")]
    [InlineData(ModelVariant.Fp32, "_fp16", "text_model.onnx")]
    [InlineData(ModelVariant.Int8, "_fp16", "text_model_int8.onnx")]
    public void Load_VariantThatIsMissing_NamesThoseThatAreThere(ModelVariant variant, string there, string missing)
    {
        using var folder = WithVariants(there.Split(' '));
        var exception = Assert.Throws<ModelException>(() => Load(folder, variant));
        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
        Assert.Contains("text_model_fp16.onnx", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Model:Variant", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OwnDescription_IsRead()
    {
        using var folder = new ModelFolder();
        folder.Write("txt2image.json", """
            {"id": "mine", "dimension": 8,
             "text": {"graph": "onnx/text_model.onnx", "contextLength": 12, "padId": 3, "padToContext": true, "openClip": true},
             "image": {"graph": "onnx/vision_model.onnx", "size": 6, "shortestEdge": 8, "resize": "squash", "resampling": "bilinear", "crop": "even",
                       "mean": [0.5, 0.4, 0.3], "std": [0.2, 0.25, 0.5]}}
            """);
        var model = folder.Load();
        Assert.Equal(("mine", 8, 12), (model.Id, model.Dimension, model.ContextLength));
        Assert.Equal((3, true, "clip"), (model.Tokenizer.PadId, model.Tokenizer.PadsToContext, model.Tokenizer.CleanerName));
        Assert.Equal(new TileSpec(6, 8, TorchvisionCrop: true, Squash: true, Resampling.Bilinear), model.Tile);
        Assert.Equal([0.5f, 0.4f, 0.3f], model.Normalization.Mean);
    }

    [Theory]
    [InlineData("""{"txt": {}}""", "txt")]
    [InlineData("""{"text": {"graph": "t.onnx"}, "image": {"graph": "onnx/vision_model.onnx", "size": 6}}""", "t.onnx")]
    [InlineData("""{"text": {"graph": "onnx/text_model.onnx"}, "image": {"size": 6}}""", "graph is missing")]
    [InlineData("""{"text": {"graph": "onnx/text_model.onnx"}, "image": {"graph": "onnx/vision_model.onnx"}}""", "image.size is missing")]
    [InlineData(
        """{"text": {"graph": "onnx/text_model.onnx"}, "image": {"graph": "onnx/vision_model.onnx", "size": 6, "resize": "crop"}}""",
        "resize must be shortest or squash")]
    [InlineData(
        """{"text": {"graph": "onnx/text_model.onnx"}, "image": {"graph": "onnx/vision_model.onnx", "size": 6, "shortestEdge": 4}}""",
        "less than size")]
    [InlineData("""{"text": {"graph": "onnx/text_model.onnx", "pad": 0}}""", "unknown key pad")]
    public void Load_OwnDescriptionWithAFault_NamesIt(string description, string says)
    {
        using var folder = new ModelFolder();
        folder.Write("txt2image.json", description);
        AssertSays(folder.Path, "txt2image.json", says);
    }

    private static ModelFolder WithVariants(params string[] suffixes)
    {
        var folder = new ModelFolder();
        foreach (var graph in (string[])["onnx/text_model", "onnx/vision_model"])
        {
            Array.ForEach(suffixes, suffix => File.Copy(folder.File(graph + ".onnx"), folder.File($"{graph}{suffix}.onnx.copy")));
            File.Delete(folder.File(graph + ".onnx"));
            Array.ForEach(suffixes, suffix => File.Move(folder.File($"{graph}{suffix}.onnx.copy"), folder.File($"{graph}{suffix}.onnx")));
        }

        return folder;
    }

    private static ClipModel Load(ModelFolder folder, ModelVariant variant) =>
        ClipModel.Load(new ModelOptions { Folder = folder.Path, Variant = variant });

    private static string Snapshots(TemporaryFolder cache, ModelFolder model, params string[] names)
    {
        foreach (var name in names)
        {
            foreach (var file in Directory.EnumerateFiles(model.Path, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(cache["models--org--tiny"], "snapshots", name, Path.GetRelativePath(model.Path, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        return cache["models--org--tiny"];
    }

    private static void AssertSays(string folder, params string[] parts)
    {
        var exception = Assert.Throws<ModelException>(() => ClipModel.Load(folder));
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }
}
