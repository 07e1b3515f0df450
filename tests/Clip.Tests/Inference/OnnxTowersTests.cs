using Txt2Image.Clip;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

public class OnnxTowersTests
{
    public static TheoryData<string> Variants => new(Towers.Keys);

    private static readonly Dictionary<string, (TowerShape Text, TowerShape Vision)> Towers = new(StringComparer.Ordinal)
    {
        ["ordinary"] = (TinyTowers.Text, TinyTowers.Vision),
        ["undeclared dimension"] =
            (TinyTowers.Text with { DeclaredDimension = null, Opaque = true }, TinyTowers.Vision with { DeclaredDimension = null, Opaque = true }),
        ["int32 and half in"] = (TinyTowers.Text with { InputType = OnnxGraph.Int32 }, TinyTowers.Vision with { InputType = OnnxGraph.Half }),
        ["half out"] = (TinyTowers.Text with { OutputType = OnnxGraph.Half }, TinyTowers.Vision with { OutputType = OnnxGraph.Half }),
        ["mask"] = (TinyTowers.Text with { Mask = true }, TinyTowers.Vision),
        ["int32 mask"] = (TinyTowers.Text with { Mask = true, InputType = OnnxGraph.Int32 }, TinyTowers.Vision),
        ["one by one"] = (TinyTowers.Text with { Batch = 1 }, TinyTowers.Vision with { Batch = 1 }),
        ["one by one, whole context"] =
            (TinyTowers.Text with { Batch = 1, Length = ModelFolder.Context, Input = "text", Output = "embedding", InputType = OnnxGraph.Int32 },
            TinyTowers.Vision with { Batch = 1, Input = "image", Output = "embedding" }),
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void EncodeTexts_AnyBatch_GivesEachTextItsOwnUnitVector(string variant)
    {
        using var folder = new ModelFolder(Towers[variant].Text, Towers[variant].Vision);
        using var towers = folder.LoadTowers();
        var tokenizer = folder.Load().Tokenizer;
        ReadOnlyMemory<int>[] texts =
            [.. new[] { "cat", "", "a cat sat on", "dog", "cat", "abcdefgh" }.Select(text => tokenizer.Encode(text).Ids.AsMemory())];
        var together = towers.EncodeTexts(texts);
        Assert.Equal(texts.Length, together.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            AssertUnit(together[i]);
            AssertSame(towers.EncodeTexts([texts[i]])[0], together[i]);
            AssertSame(
                ExpectedText(texts[i], tokenizer.VocabularySize), together[i], Towers[variant].Text.OutputType == OnnxGraph.Half ? 1e-5 : 1e-7);
        }

        Assert.Empty(towers.EncodeTexts([]));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void EncodeImages_AnyBatch_GivesEachTileItsOwnUnitVector(string variant)
    {
        using var folder = new ModelFolder(Towers[variant].Text, Towers[variant].Vision);
        using var towers = folder.LoadTowers();
        var tiles = Tiles(7);
        var together = towers.EncodeImages(tiles);
        var half = Towers[variant].Vision.InputType == OnnxGraph.Half || Towers[variant].Vision.OutputType == OnnxGraph.Half;
        for (var i = 0; i < tiles.Length; i++)
        {
            AssertUnit(together[i]);
            AssertSame(towers.EncodeImages([tiles[i]])[0], together[i]);
            AssertSame(ExpectedImage(tiles[i].Span), together[i], half ? 1e-5 : 1e-7);
        }

        Assert.Empty(towers.EncodeImages([]));
    }

    [Fact]
    public void Encode_FromManyThreads_GivesTheSame()
    {
        using var folder = new ModelFolder();
        using var towers = folder.LoadTowers();
        var tiles = Tiles(16);
        var alone = tiles.Select(tile => towers.EncodeImages([tile])[0]).ToArray();
        Parallel.For(0, 200, i => AssertSame(alone[i % 16], towers.EncodeImages(tiles[(i % 16)..])[0]));
    }

    [Fact]
    public void Encode_WrongLengths_AreArgumentErrors()
    {
        using var folder = new ModelFolder();
        using var towers = folder.LoadTowers();
        Assert.Throws<ArgumentException>(() => towers.EncodeTexts([new int[1]]));
        Assert.Throws<ArgumentException>(() => towers.EncodeTexts([new int[ModelFolder.Context + 1]]));
        Assert.Throws<ArgumentException>(() => towers.EncodeImages([new byte[(TinyTowers.Size * TinyTowers.Size * 3) - 1]]));
    }

    [Fact]
    public void Load_ModelOfAShortContext_EncodesWhatFits()
    {
        using var folder = new ModelFolder();
        folder.Set("config.json", "text_config.max_position_embeddings", "4");
        using var towers = folder.LoadTowers();
        AssertUnit(Assert.Single(towers.EncodeTexts([new[] { 514, 1, 2, 515 }])));
    }

    [Fact]
    public void Load_DeviceThatIsNotThere_SaysWhatToInstall()
    {
        using var folder = new ModelFolder();
        var e = Assert.Throws<ModelException>(() => OnnxTowers.Load(folder.Load(), DeviceName.Parse("cuda:7"), new()));
        Assert.Contains("cuda:7", e.Message, StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", e.Message, StringComparison.Ordinal);
    }

    private static ReadOnlyMemory<byte>[] Tiles(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var tile = new byte[TinyTowers.Size * TinyTowers.Size * 3];
            random.NextBytes(tile);
            return new ReadOnlyMemory<byte>(tile);
        })];
    }

    private static float[] ExpectedText(ReadOnlyMemory<int> ids, int vocabulary)
    {
        var table = TinyTowers.Random(vocabulary * TinyTowers.Dimension, 1);
        return [.. Enumerable.Range(0, TinyTowers.Dimension).Select(d => ids.ToArray().Sum(id => table[(id * TinyTowers.Dimension) + d]))];
    }

    private static float[] ExpectedImage(ReadOnlySpan<byte> tile)
    {
        double[] mean = [0.5, 0.4, 0.3], std = [0.2, 0.25, 0.5];
        var matrix = TinyTowers.Random(tile.Length * TinyTowers.Dimension, 2);
        var result = new float[TinyTowers.Dimension];
        for (var i = 0; i < tile.Length; i++)
        {
            var (pixel, channel) = (i / 3, i % 3);
            var row = (channel * TinyTowers.Size * TinyTowers.Size) + pixel;
            for (var d = 0; d < result.Length; d++)
            {
                result[d] += (float)(((tile[i] / 255.0) - mean[channel]) / std[channel] * matrix[(row * TinyTowers.Dimension) + d]);
            }
        }

        return result;
    }

    private static void AssertUnit(float[] vector) => Assert.Equal(1, vector.Sum(static x => (double)x * x), 1e-6);

    private static void AssertSame(float[] expected, float[] actual, double tolerance = 1e-5)
    {
        double Dot(float[] a, float[] b) => a.Zip(b, static (x, y) => (double)x * y).Sum();
        Assert.InRange(Dot(expected, actual) / Math.Sqrt(Dot(expected, expected) * Dot(actual, actual)), 1 - tolerance, 1 + 1e-9);
    }
}
