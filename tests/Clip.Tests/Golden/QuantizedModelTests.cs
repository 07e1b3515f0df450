using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Onnx;
using Txt2Image.Graphs;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>Models that this project quantized: close to their float32 graphs, and the same in any batch.</summary>
public sealed class QuantizedModelTests
{
    private const double Tolerance = 1e-5;

    /// <summary>
    /// Models of which some items have other bits in some batches. The sums of integers are exact, but what stays in float32 may be rounded by the
    /// shape of a batch: a sum over tokens (the demo model), the head of transformers' SigLIP, and texts that are padded to the longest.
    /// </summary>
    private static readonly string[] Rounded = ["siglip", QuantizedModel.Converted + "openclip-vit-quickgelu", QuantizedModel.Demo];

    /// <summary>The graphs of transformers' exporter, those that are made here, and those of the demo model, whose weights are float16.</summary>
    public static TheoryData<string> Names =>
    [
        "clip transformers.js", "siglip", "chinese-clip", "clip optimum", "open_clip quick_gelu", QuantizedModel.Converted + "clip-hf",
        QuantizedModel.Converted + "siglip", QuantizedModel.Converted + "openclip-vit-quickgelu", QuantizedModel.Demo,
    ];

    /// <summary>Each with weights of 7 bits; those of 8 are run by the same operators.</summary>
    public static TheoryData<string, int> NamesAndBits
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in Names)
            {
                data.Add(name, Quantization.FewestBits);
            }

            foreach (var name in InEightBits)
            {
                data.Add(name, Quantization.MostBits);
            }

            return data;
        }
    }

    public static TheoryData<string> InEightBits => ["clip transformers.js", QuantizedModel.Converted + "chinese-clip", QuantizedModel.Demo];

    [Theory]
    [MemberData(nameof(NamesAndBits))]
    public void Encode_AloneAndInBatches_GivesTheSame(string name, int weightBits)
    {
        Assert.SkipWhen(weightBits == Quantization.MostBits && IntegerProducts.Overflow(), "This processor's products of 8-bit integers overflow.");
        using var model = QuantizedModel.Of(name, weightBits);
        using var towers = model.LoadTowers(ModelVariant.Int8);

        foreach (var (what, (distance, differing)) in new[]
        {
            ("texts", Compare(model.Sequences(), towers.EncodeTexts)), ("images", Compare(model.Tiles(), towers.EncodeImages)),
        })
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}, {what}: {differing} results have other bits, largest distance {distance:E1}");
            Assert.InRange(distance, -Tolerance, Tolerance);
            Assert.True(differing == 0 || Rounded.Contains(name), $"{differing} {what} have other bits");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_ComparedWithFloats_IsClose(string name)
    {
        using var model = QuantizedModel.Of(name);
        using var floats = model.LoadTowers(ModelVariant.Fp32);
        using var integers = model.LoadTowers(ModelVariant.Int8);
        var (texts, tiles) = (model.Sequences(), model.Tiles());
        var text = Cosines(floats.EncodeTexts(texts), integers.EncodeTexts(texts));
        var image = Cosines(floats.EncodeImages(tiles), integers.EncodeImages(tiles));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: {model.Products} products; least and mean cosine of {texts.Length} texts {text.Min():F5} {text.Average():F5}, of " +
            $"{tiles.Length} images {image.Min():F5} {image.Average():F5}");

        Assert.InRange(text.Min(), .98, .9999999);
        Assert.InRange(image.Min(), .98, .9999999);
    }

    /// <summary>What they gain: docs/models.md has the figures that this prints.</summary>
    [Theory]
    [MemberData(nameof(InEightBits))]
    public void Encode_WithWeightsOfEightBits_IsCloserToFloatsAndHasItsOwnFingerprint(string name)
    {
        Assert.SkipWhen(IntegerProducts.Overflow(), "This processor's products of 8-bit integers overflow.");
        using var seven = QuantizedModel.Of(name);
        using var eight = QuantizedModel.Of(name, Quantization.MostBits);
        using var floats = seven.LoadTowers(ModelVariant.Fp32);
        var (texts, tiles) = (seven.Sequences(), seven.Tiles());
        var (textFloats, imageFloats) = (floats.EncodeTexts(texts), floats.EncodeImages(tiles));
        (double Text, double Image) Distances(QuantizedModel model)
        {
            using var integers = model.LoadTowers(ModelVariant.Int8);
            return (1 - Cosines(textFloats, integers.EncodeTexts(texts)).Average(), 1 - Cosines(imageFloats, integers.EncodeImages(tiles)).Average());
        }

        var (before, after) = (Distances(seven), Distances(eight));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}, mean cosine distance with 7 and 8 bits: texts {before.Text:E1} {after.Text:E1}, images {before.Image:E1} {after.Image:E1}");

        Assert.InRange(after.Text, 0, before.Text * .9);
        Assert.InRange(after.Image, 0, before.Image * .9);
        Assert.NotEqual(seven.Load(ModelVariant.Int8).Fingerprint, eight.Load(ModelVariant.Int8).Fingerprint);
    }

    [Fact]
    public void Load_WhereProductsOverflow_RefusesEightBitsAndSaysWhatToDo()
    {
        var overflowing = new InferenceOptions { IntraOpThreads = 1, ProductsOverflow = static () => true };
        using var seven = QuantizedModel.Of(QuantizedModel.Demo);
        using var eight = QuantizedModel.Of(QuantizedModel.Demo, Quantization.MostBits);

        OnnxTowers.Load(seven.Load(ModelVariant.Int8), DeviceName.Cpu, overflowing).Dispose();
        OnnxTowers.Load(eight.Load(ModelVariant.Fp32), DeviceName.Cpu, overflowing).Dispose();
        var refusal = Assert.Throws<ModelException>(() => OnnxTowers.Load(eight.Load(ModelVariant.Int8), DeviceName.Cpu, overflowing));

        Assert.Contains("text_model_int8.onnx: its weights have 8 bits, but this processor has no VNNI", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("txt2image models quantize NAME --weights 7", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_OfTheVariant_RunsBatchesAndHasAFingerprintOfItsOwn(string name)
    {
        using var model = QuantizedModel.Of(name);
        var int8 = model.Load(ModelVariant.Int8);

        Assert.NotEqual(model.Load(ModelVariant.Fp32).Fingerprint, int8.Fingerprint);
        foreach (var tower in new[] { "text", "image" })
        {
            using var session = OnnxSession.Open(int8, tower, DeviceName.Cpu, new() { IntraOpThreads = 1 });
            Assert.False(session.RunsAlone);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_OfAGraph_MakesEveryConstantProductOneOfIntegers(string name)
    {
        using var model = QuantizedModel.Of(name);
        var found = 0;
        foreach (var graph in model.Graphs)
        {
            var file = OnnxFile.Read(QuantizedModel.Int8(graph));
            // Those of a pooled token are small, and have a matrix for each head.
            var constants = file.Weights.Select(static weight => weight.Name)
                .Where(static name => !name.EndsWith(".attention.key", StringComparison.Ordinal)
                    && !name.EndsWith(".attention.value", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
            Assert.DoesNotContain(file.Model.Graph.Node, node => node.OpType is "MatMul" or "Gemm" && constants.Contains(node.Input[1]));
            found += file.Model.Graph.Node.Count(static node => node.OpType == "MatMulIntegerToFloat");
        }

        Assert.Equal(model.Products, found);
        Assert.True(found >= 12, $"{found} products");
    }

    /// <summary>The largest distance of a cosine from 1 between items alone and in batches, and how many results have other bits.</summary>
    private static (double Distance, int Differing) Compare<T>(
        ReadOnlyMemory<T>[] items, Func<IReadOnlyList<ReadOnlyMemory<T>>, float[][]> encode)
    {
        var alone = items.Select(item => encode([item])[0]).ToArray();
        var (distance, differing) = (0.0, 0);
        foreach (var size in new[] { 2, 5, 16 })
        {
            // Neighbours of the list, and, in the other order, those that are far away in it.
            var orders = new[] { Enumerable.Range(0, items.Length), Enumerable.Range(0, items.Length).OrderBy(i => i * 7 % 11).Reverse() };
            foreach (var batch in orders.SelectMany(order => order.Chunk(size)))
            {
                var expected = batch.Select(i => alone[i]).ToArray();
                var actual = encode([.. batch.Select(i => items[i])]);
                distance = Math.Max(distance, 1 - Cosines(expected, actual).Min());
                differing += expected.Zip(actual).Count(static pair => !pair.First.AsSpan().SequenceEqual(pair.Second));
            }
        }

        return (distance, differing);
    }

    private static List<double> Cosines(float[][] expected, float[][] actual) =>
        [.. expected.Zip(actual, static (one, other) => one.Zip(other, static (x, y) => (double)x * y).Sum())];
}
