using Google.Protobuf;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Onnx;
using Txt2Image.Clip.Tests.Support;
using Txt2Image.Onnx;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>Neighbours in a batch, and the padding that they cause, never change an embedding, even where the graph would let them.</summary>
public class NeighboursTests
{
    private static readonly ReadOnlyMemory<int>[] Texts =
        [new[] { 514, 513, 515 }, new[] { 514, 515 }, new[] { 514, 1, 2, 3, 4, 5, 6, 515 }, new[] { 514, 33, 34, 33, 515 }];

    [Fact]
    public void EncodeTexts_TowerThatIsNotCausal_PadsToTheContextWithZeros()
    {
        using var folder = new ModelFolder(TinyTowers.Text with { Causal = false });
        // The tiny vocabulary's first symbol.
        folder.Write("tokenizer_config.json", """{"pad_token": "\u0100"}""");
        using var towers = folder.LoadTowers();
        var together = towers.EncodeTexts(Texts);
        for (var i = 0; i < Texts.Length; i++)
        {
            var padded = Texts[i].ToArray().Concat(Enumerable.Repeat(0, ModelFolder.Context - Texts[i].Length));
            AssertSame(Sum(padded), together[i]);
            AssertSame(together[i], towers.EncodeTexts([Texts[i]])[0]);
        }
    }

    [Fact]
    public void EncodeTexts_GraphThatScalesByTheBatch_RunsEachAlone()
    {
        using var folder = new ModelFolder();
        Quantize(folder.File("onnx/text_model.onnx"));
        using var towers = folder.LoadTowers();
        Assert.Equal(Texts.Select(text => towers.EncodeTexts([text])[0]), towers.EncodeTexts(Texts));
    }

    [Fact]
    public void EncodeImages_GraphThatScalesByTheBatch_RunsEachAlone()
    {
        using var folder = new ModelFolder();
        Quantize(folder.File("onnx/vision_model.onnx"));
        using var towers = folder.LoadTowers();
        var tiles = Enumerable.Range(1, 5).Select(static i =>
            new ReadOnlyMemory<byte>([.. Enumerable.Range(0, TinyTowers.Size * TinyTowers.Size * 3).Select(at => (byte)(at * i * 37))])).ToArray();
        Assert.Equal(tiles.Select(tile => towers.EncodeImages([tile])[0]), towers.EncodeImages(tiles));
    }

    /// <summary>Rounds the embeddings to 8 bits, by the least and the greatest of the whole batch.</summary>
    internal static void Quantize(string path)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        var last = model.Graph.Node[^1];
        model.Graph.Node.RemoveAt(model.Graph.Node.Count - 1);
        model.Graph.Node.Add(new NodeProto { OpType = "DynamicQuantizeLinear", Input = { last.Input[0] }, Output = { "q", "scale", "zero_point" } });
        model.Graph.Node.Add(new NodeProto { OpType = "DequantizeLinear", Input = { "q", "scale", "zero_point" }, Output = { "rounded" } });
        last.Input[0] = "rounded";
        model.Graph.Node.Add(last);
        File.WriteAllBytes(path, model.ToByteArray());
    }

    private static float[] Sum(IEnumerable<int> ids)
    {
        var table = TinyTowers.Random(516 * TinyTowers.Dimension, 1);
        return [.. Enumerable.Range(0, TinyTowers.Dimension).Select(d => ids.Sum(id => table[(id * TinyTowers.Dimension) + d]))];
    }

    private static void AssertSame(float[] expected, float[] actual)
    {
        double Dot(float[] a, float[] b) => a.Zip(b, static (x, y) => (double)x * y).Sum();
        Assert.InRange(Dot(expected, actual) / Math.Sqrt(Dot(expected, expected) * Dot(actual, actual)), 1 - 1e-5, 1 + 1e-9);
    }
}
