using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>What is particular to a GPU's session, run on the processor: bound inputs and outputs, and few shapes.</summary>
public sealed class CudaSessionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void Embeddings_OfAFilledBatch_AreThoseOfTheItemsAlone(int count)
    {
        using var folder = new ModelFolder();
        var model = ClipModel.Load(folder.Path);
        using var plain = folder.LoadTowers();
        using var text = new TextTower(model, Open(model, "text", model.TextGraph));
        using var vision = new VisionTower(model, Open(model, "image", model.VisionGraph));
        ReadOnlyMemory<int>[] texts = [.. Enumerable.Range(0, count).Select(i => new ReadOnlyMemory<int>([514, .. Enumerable.Range(33, i), 515]))];
        ReadOnlyMemory<byte>[] tiles = [.. Enumerable.Range(1, count).Select(i => Enumerable.Repeat((byte)(i * 20), model.Tile.ByteCount).ToArray())];

        AssertSame(texts.Select(one => plain.EncodeTexts([one])[0]), text.Encode(texts));
        AssertSame(tiles.Select(one => plain.EncodeImages([one])[0]), vision.Encode(tiles));
    }

    [Fact]
    public void Session_OnTheProcessor_IsNoGpus()
    {
        using var folder = new ModelFolder();
        using var session = OnnxSession.Open(ClipModel.Load(folder.Path), "text", DeviceName.Cpu, new());

        Assert.IsType<OnnxSession>(session);
        Assert.Equal(3, session.LengthFor(3, ModelFolder.Context));
    }

    [Theory]
    [InlineData(2, 77, 8)]
    [InlineData(8, 77, 8)]
    [InlineData(9, 77, 16)]
    [InlineData(17, 77, 32)]
    [InlineData(33, 77, 77)]
    [InlineData(9, 12, 12)]
    public void Length_OfABatch_IsOneOfFew(int longest, int context, int length) => Assert.Equal(length, ShapeBuckets.Length(longest, context));

    [Fact]
    public void Batch_OfAnySize_IsFilledUpToOneOfFew()
    {
        Assert.All(Enumerable.Range(1, 256), count => Assert.InRange(ShapeBuckets.Batch(count), count, count + 7));
        Assert.Equal([1, 2, 4, 8, 16, 24, 32, 40, 48, 56, 64], Enumerable.Range(1, 64).Select(ShapeBuckets.Batch).Distinct());
    }

    private static CudaSession Open(ClipModel model, string tower, TowerGraph graph) =>
        new(model, tower, new InferenceSession(graph.Path), graph.Path, DeviceName.Cpu);

    private static void AssertSame(IEnumerable<float[]> expected, float[][] actual)
    {
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.InRange(one.Zip(other, static (x, y) => x * y).Sum(), 1 - 1e-6, 1 + 1e-6);
        }

        Assert.Equal(expected.Count(), actual.Length);
    }
}
