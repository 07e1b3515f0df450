using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Graphs.Tests.Support;

namespace Txt2Image.Graphs.Tests.Converting;

public sealed class ConversionTests
{
    private static readonly string[] Transformers =
    [
        "config.json", "merges.txt", "onnx/text_model.onnx", "onnx/text_model.onnx_data", "onnx/vision_model.onnx", "onnx/vision_model.onnx_data",
        "preprocessor_config.json", "vocab.json",
    ];

    [Theory]
    [InlineData("clip")]
    [InlineData("siglip")]
    public void Write_OfTransformers_HasTheLayoutOfTransformersJs(string family)
    {
        using var checkpoint = TinyCheckpoint.Of(family);
        checkpoint.Convert();

        Assert.Equal(Transformers, Files(checkpoint.Target));
        var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(checkpoint.Target, "config.json"))).RootElement;
        Assert.Equal(family, config.GetProperty("model_type").GetString());
        Assert.Equal(10, config.GetProperty("text_config").GetProperty("max_position_embeddings").GetInt32());
        Assert.False(Directory.Exists(checkpoint.Target + ".partial"));
    }

    [Fact]
    public void Write_OfOpenClip_HasImmichsLayoutAndItsDefaults()
    {
        using var checkpoint = TinyCheckpoint.OpenClip();
        checkpoint.Convert();

        string[] expected =
        [
            "config.json", "textual/merges.txt", "textual/model.onnx", "textual/model.onnx_data", "textual/vocab.json", "visual/model.onnx",
            "visual/model.onnx_data", "visual/preprocess_cfg.json",
        ];
        Assert.Equal(expected, Files(checkpoint.Target));
        var images = JsonNode.Parse(File.ReadAllText(Path.Combine(checkpoint.Target, "visual", "preprocess_cfg.json")))!;
        Assert.Equal([8, 8], images["size"]!.AsArray().Select(static size => size!.GetValue<int>()));
        Assert.Equal("bicubic", images["interpolation"]!.GetValue<string>());
        Assert.Equal(0.48145466, images["mean"]![0]!.GetValue<double>());
    }

    [Fact]
    public void Write_OfAnything_ReportsItsBytesAndEndsWithAll()
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Save();
        using var conversion = Conversion.Open(checkpoint.Folder);
        List<(long Done, long All)> reports = [];
        conversion.Write(checkpoint.Target, (done, all) => reports.Add((done, all)));

        Assert.Equal("CLIP of transformers, 6 dimensions", conversion.Description);
        Assert.Equal((conversion.Bytes, conversion.Bytes), reports[^1]);
        Assert.Equal(reports.Select(static report => report.Done).Order(), reports.Select(static report => report.Done));
        // All tensors as float32, but the scale of the logits, and what only adds the same to all scores of a pooled token: the bias of its keys.
        var values = checkpoint.Tensors.Where(static tensor => tensor.Shape.Length > 0).Sum(static tensor => tensor.Values.Length);
        Assert.Equal(4 * values, conversion.Bytes + (4 * 8) + (2 * 4 * 8));
    }

    [Fact]
    public void Write_ToFloat16_HalvesTheWeightsAndNamesTheGraphs()
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Save();
        using var floats = Conversion.Open(checkpoint.Folder);
        using var halves = Conversion.Open(checkpoint.Folder, type: FloatType.Float16);
        halves.Write(checkpoint.Target);

        Assert.Equal(floats.Bytes, 2 * halves.Bytes);
        Assert.Equal(Transformers.Select(static file => file.Replace(".onnx", "_fp16.onnx", StringComparison.Ordinal)), Files(checkpoint.Target));
    }

    [Fact]
    public void Write_OfAValueBeyondFloat16_SaysWhichAndLeavesNoModel()
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Tensors.Find(static tensor => tensor.Name == "text_model.final_layer_norm.bias").Values[3] = 1e6f;
        checkpoint.Save();
        using var halves = Conversion.Open(checkpoint.Folder, type: FloatType.Float16);

        var refusal = Assert.Throws<ConversionException>(() => halves.Write(checkpoint.Target));
        Assert.Equal("after.bias has the value 1000000, which is no finite float16. Convert the model as float32.", refusal.Message);
        Assert.False(Directory.Exists(checkpoint.Target));
    }

    [Fact]
    public void Write_ThatIsStopped_LeavesNoModelAndCanBeRunAgain()
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Save();
        using var conversion = Conversion.Open(checkpoint.Folder);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => conversion.Write(checkpoint.Target, (_, _) => stop.Cancel(), stop.Token));
        Assert.False(Directory.Exists(checkpoint.Target));
        conversion.Write(checkpoint.Target);

        Assert.Equal(Transformers, Files(checkpoint.Target));
    }

    [Fact]
    public void Write_OverSomething_IsRefused()
    {
        using var checkpoint = TinyCheckpoint.Clip();
        checkpoint.Convert();
        using var conversion = Conversion.Open(checkpoint.Folder);

        Assert.Contains(
            "exists already", Assert.Throws<ConversionException>(() => conversion.Write(checkpoint.Target)).Message, StringComparison.Ordinal);
    }

    /// <summary>The numbers of the tiny checkpoints are exact in all three types, so the weights have the same bytes.</summary>
    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Write_OfHalves_GivesTheSameWeights(string type)
    {
        using var full = TinyCheckpoint.Clip();
        using var half = TinyCheckpoint.Clip();
        full.Convert();
        half.Convert(type);

        AssertSame(full, half);
    }

    [Fact]
    public void Open_OfADefaultThatIsLeftOut_IsAsIfItWereThere()
    {
        using var full = TinyCheckpoint.Clip();
        using var sparse = TinyCheckpoint.Clip();
        foreach (var (key, value) in new[]
        {
            ("text_config.hidden_act", "\"quick_gelu\""), ("text_config.layer_norm_eps", "1e-5"), ("text_config.eos_token_id", "49407"),
            ("vision_config.hidden_act", "\"quick_gelu\""), ("vision_config.layer_norm_eps", "1e-5"), ("vision_config.num_channels", "3"),
        })
        {
            full.Set(key, value);
        }

        full.Convert();
        sparse.Convert();

        AssertSame(full, sparse);
    }

    /// <summary>An old configuration has the towers' values in a second place, which the library prefers.</summary>
    [Fact]
    public void Open_OfAnOldConfiguration_TakesTheDictionaries()
    {
        using var full = TinyCheckpoint.Clip();
        using var old = TinyCheckpoint.Clip();
        foreach (var tower in new[] { "text", "vision" })
        {
            old.Config[$"{tower}_config_dict"] = old.Config[$"{tower}_config"]!.DeepClone();
            old.Set($"{tower}_config.hidden_size", "4");
        }

        full.Convert();
        old.Convert();

        AssertSame(full, old);
    }

    /// <summary>The classes with one tower and its projection save a configuration of their own.</summary>
    [Theory]
    [InlineData("clip")]
    [InlineData("siglip")]
    public void Open_OfTwoHalves_GivesTheSameModel(string family)
    {
        using var full = TinyCheckpoint.Of(family);
        using var text = Half(family, "text");
        using var vision = Half(family, "vision");
        full.Convert();

        using var conversion = Conversion.Open(text.Folder, vision.Folder);
        conversion.Write(text.Target);

        AssertSame(full, text);
        Assert.Contains("--vision", Assert.Throws<ConversionException>(() => Conversion.Open(text.Folder)).Message, StringComparison.Ordinal);
        // A whole checkpoint can give one of its towers.
        Conversion.Open(full.Folder, vision.Folder).Dispose();
    }

    [Fact]
    public void Open_OfHalvesOfTwoFamilies_IsRefused()
    {
        using var text = TinyCheckpoint.Clip();
        using var vision = TinyCheckpoint.Siglip();
        text.Save();
        vision.Save();

        Assert.Contains(
            "its family is siglip", Assert.Throws<ConversionException>(() => Conversion.Open(text.Folder, vision.Folder)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfATextTowerOfItsOwnClass_IsTheSame()
    {
        using var plain = TinyCheckpoint.OpenClip();
        using var custom = TinyCheckpoint.OpenClip();
        custom.Set("model_cfg.custom_text", "true");
        for (var i = 0; i < custom.Tensors.Count; i++)
        {
            var (name, shape, values) = custom.Tensors[i];
            var isShared = name.StartsWith("visual.", StringComparison.Ordinal) || name == "logit_scale";
            custom.Tensors[i] = (isShared ? name : $"text.{name}", shape, values);
        }

        plain.Convert();
        custom.Convert();

        AssertSame(plain, custom);
    }

    [Theory]
    [InlineData("open_clip_config.json open_clip_model.safetensors config.json model.safetensors vocab.json README.md",
        "open_clip_config.json config.json vocab.json open_clip_model.safetensors")]
    [InlineData("open_clip_config.json config.json model.safetensors tokenizer.json preprocessor_config.json",
        "open_clip_config.json config.json preprocessor_config.json tokenizer.json model.safetensors")]
    [InlineData("config.json model.safetensors.index.json model-00002-of-00002.safetensors model-00001-of-00002.safetensors other.safetensors",
        "config.json model.safetensors.index.json model-00001-of-00002.safetensors model-00002-of-00002.safetensors")]
    [InlineData("config.json pytorch_model.bin", null)]
    [InlineData("model.safetensors", null)]
    public void Choose_AmongFiles_TakesWhatAConversionNeeds(string paths, string? chosen) =>
        Assert.Equal(chosen?.Split(' '), CheckpointFiles.Choose(paths.Split(' ')));

    private static TinyCheckpoint Half(string family, string tower)
    {
        var half = TinyCheckpoint.Of(family);
        var own = half.Config[$"{tower}_config"]!.DeepClone().AsObject();
        own["model_type"] = $"{family}_{tower}_model";
        own["projection_dim"] = half.Config["projection_dim"]?.DeepClone();
        half.Config.Clear();
        foreach (var (key, value) in own)
        {
            half.Config[key] = value?.DeepClone();
        }

        string[] names = tower == "text" ? ["text_model.", "text_projection."] : ["vision_model.", "visual_projection."];
        half.Tensors.RemoveAll(tensor => !names.Any(name => tensor.Name.StartsWith(name, StringComparison.Ordinal)));
        half.Save();
        return half;
    }

    private static void AssertSame(TinyCheckpoint expected, TinyCheckpoint actual)
    {
        var graphs = Files(expected.Target).Where(static file => file.Contains(".onnx", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, graphs.Count);
        Assert.All(graphs, graph => Assert.Equal(
            File.ReadAllBytes(Path.Combine(expected.Target, graph)), File.ReadAllBytes(Path.Combine(actual.Target, graph))));
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
