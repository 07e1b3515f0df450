using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Onnx;
using Txt2Image.Graphs;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>The begin token of causal text towers, whose rows are constants of the graph.</summary>
public sealed class ConstantBeginTests
{
    private const double SameWeights = 1e-6;

    public static TheoryData<string> Causal => ["clip-hf", "openclip-vit-quickgelu", "openclip-vit-ctx32-pe", "metaclip2-worldwide"];

    [Theory]
    [MemberData(nameof(Causal))]
    public void Convert_OfACausalTower_HasItsRowsAsConstants(string name)
    {
        // Two blocks: what other tokens see of it in the first, and its vector before the last.
        Assert.Equal(["blocks.0.attention.begin_key", "blocks.0.attention.begin_value", "begin"], Constants(name, static _ => { }));
        Assert.Empty(Constants(name, static checkpoint => checkpoint.HideBegin()));
    }

    [Theory]
    [InlineData("siglip")]
    [InlineData("siglip2")]
    public void Convert_OfATowerThatSeesEverything_HasNone(string name) => Assert.Empty(Constants(name, static _ => { }));

    /// <summary>Texts of nothing, of all lengths up to the context, and in one batch, where shorter ones are padded.</summary>
    [Theory]
    [MemberData(nameof(Causal))]
    public void EncodeTexts_OfAnyLength_AreThoseOfTheGraphThatComputesIt(string name)
    {
        using var constant = GoldenCheckpoint.Of(name);
        using var computed = GoldenCheckpoint.Of(name);
        computed.HideBegin();
        constant.Convert();
        computed.Convert();
        using var actual = constant.LoadTowers();
        using var expected = computed.LoadTowers();
        var texts = Texts(constant.Load());
        var (together, reference) = (actual.EncodeTexts(texts), expected.EncodeTexts(texts));
        foreach (var (i, text) in texts.Index())
        {
            AssertClose(expected.EncodeTexts([text])[0], actual.EncodeTexts([text])[0]);
            AssertClose(reference[i], together[i]);
        }

        AssertFar(together[0], together[1]);
    }

    [Theory]
    [InlineData("argmax")]
    [InlineData("eos")]
    [InlineData("last")]
    public void EncodeTexts_OfAnyPooling_AreThoseOfTheGraphThatComputesIt(string pooling)
    {
        using var constant = Pooled(pooling);
        using var computed = Pooled(pooling);
        computed.HideBegin();
        constant.Convert();
        computed.Convert();
        using var actual = constant.LoadTowers();
        using var expected = computed.LoadTowers();
        // With the last text the first token is pooled: it has no end.
        ReadOnlyMemory<int>[] texts = [.. Texts(constant.Load()), new[] { 49406, 300, 301 }];
        foreach (var (one, other) in expected.EncodeTexts(texts).Zip(actual.EncodeTexts(texts)))
        {
            AssertClose(one, other);
        }
    }

    /// <summary>Anything but a number of the right text: the tower rejects it.</summary>
    [Theory]
    [InlineData(ModelVariant.Fp32)]
    [InlineData(ModelVariant.Fp16)]
    [InlineData(ModelVariant.Int8)]
    public void EncodeTexts_OfATextWithAnotherFirstToken_IsRejected(ModelVariant variant)
    {
        using var checkpoint = GoldenCheckpoint.Of("clip-hf");
        checkpoint.Convert(variant == ModelVariant.Fp16 ? FloatType.Float16 : FloatType.Float32);
        if (variant == ModelVariant.Int8)
        {
            foreach (var graph in Directory.EnumerateFiles(checkpoint.Converted, "*_model.onnx", SearchOption.AllDirectories).ToList())
            {
                using var quantization = Quantization.Open(graph);
                quantization.Write(QuantizedModel.Int8(graph), cancellationToken: TestContext.Current.CancellationToken);
            }
        }

        var model = ClipModel.Load(new ModelOptions { Folder = checkpoint.Converted, Variant = variant });
        using var towers = OnnxTowers.Load(model, DeviceName.Cpu, new() { IntraOpThreads = 1 });
        int[] begun = [49406, 300, 49407], other = [300, 49406, 49407];

        Assert.Single(towers.EncodeTexts([begun]));
        foreach (ReadOnlyMemory<int>[] batch in new ReadOnlyMemory<int>[][] { [other], [begun, other] })
        {
            var failure = Assert.Throws<ModelException>(() => towers.EncodeTexts(batch));
            Assert.Contains("not finite", failure.Message, StringComparison.Ordinal);
        }
    }

    private static GoldenCheckpoint Pooled(string pooling)
    {
        var checkpoint = GoldenCheckpoint.Of("openclip-vit-ctx32-pe");
        checkpoint.Change("open_clip_config.json", config =>
        {
            config["model_cfg"]!["text_cfg"]!["pool_type"] = pooling;
            config["model_cfg"]!["text_cfg"]!["eos_id"] = 49407;
        });
        return checkpoint;
    }

    private static ReadOnlyMemory<int>[] Texts(ClipModel model)
    {
        var (begin, end) = (model.Tokenizer.BeginId!.Value, model.Tokenizer.EndId);
        return [.. new[] { 0, 1, 5, model.ContextLength - 2, 0, 2, 9 }.Select(count =>
            new ReadOnlyMemory<int>([begin, .. Enumerable.Range(300, count), end]))];
    }

    private static string[] Constants(string name, Action<GoldenCheckpoint> change)
    {
        using var checkpoint = GoldenCheckpoint.Of(name);
        change(checkpoint);
        checkpoint.Convert();
        return [.. OnnxFile.Read(checkpoint.Load().TextGraph.Path).Weights.Select(static weight => weight.Name)
            .Where(static weight => weight.Split('.')[^1].StartsWith("begin", StringComparison.Ordinal))];
    }

    private static void AssertClose(float[] expected, float[] actual) => Assert.InRange(Cosine(expected, actual), 1 - SameWeights, 1 + SameWeights);

    private static void AssertFar(float[] expected, float[] actual) => Assert.InRange(Cosine(expected, actual), -1, 1 - 1e-3);

    private static double Cosine(float[] one, float[] other) => one.Zip(other, static (x, y) => (double)x * y).Sum();
}
