using System.Collections.Immutable;
using System.Text.Json;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>
/// Compares the demo model with its float weights in PyTorch with Pillow: equal tokens, embeddings within a cosine distance of 1e-3.
/// <c>training/goldens.py</c> writes the reference file.
/// </summary>
public sealed class GoldenEmbeddingsTests : IDisposable
{
    private const double Tolerance = 1e-3;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly ClipModel _model = ClipModel.Load(Path.Combine(Repository.Root, "models", "demo"));
    private readonly OnnxTowers _towers;
    private readonly Golden _golden = JsonSerializer.Deserialize<Golden>(
        File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Clip.Tests", "Data", "golden-embeddings.json")), Json)!;

    public GoldenEmbeddingsTests() => _towers = OnnxTowers.Load(_model, DeviceName.Cpu, new());

    [Fact]
    public void Load_Demo_SaysThatItKnowsOnlyItsWorld()
    {
        Assert.Equal("demo", _model.Id);
        Assert.Equal(_golden.Dimension, _model.Dimension);
        Assert.True(_model.KnowsOnlyItsWorld);
        Assert.Equal(["skyscraper"], _model.UnknownWords("a skyscraper beside a cat"));
    }

    [Fact]
    public void Encode_EveryGoldenText_GivesTheTrainersIds()
    {
        Assert.NotEmpty(_golden.Tokens);
        foreach (var row in _golden.Tokens.Concat(_golden.Texts))
        {
            Assert.Equal(row.Ids, Tokens(row.Text));
        }
    }

    [Fact]
    public void EncodeTexts_EveryGoldenText_IsWithinTolerance()
    {
        Assert.NotEmpty(_golden.Texts);
        var vectors = _towers.EncodeTexts([.. _golden.Texts.Select(row => Tokens(row.Text).AsMemory())]);
        Assert.All(_golden.Texts.Zip(vectors), static row => AssertClose(row.First.Text, row.First.Embedding, row.Second));
    }

    [Fact]
    public void EncodeImages_EveryGoldenImage_IsWithinTolerance()
    {
        Assert.NotEmpty(_golden.Images);
        var preparer = new ImagePreparer(new());
        ReadOnlyMemory<byte>[] tiles = [.. _golden.Images.Select(row =>
            preparer.Tile(File.ReadAllBytes(Path.Combine(Repository.Root, "samples", row.File)), _model.Tile))];
        Assert.All(_golden.Images.Zip(_towers.EncodeImages(tiles)), static row => AssertClose(row.First.File, row.First.Embedding, row.Second));
    }

    [Fact]
    public void Encode_AnyBatch_GivesTheSame()
    {
        var random = new Random(6);
        var texts = _golden.Texts.Select(row => Tokens(row.Text).AsMemory()).ToArray();
        var alone = texts.Select(text => _towers.EncodeTexts([text])[0]).ToArray();
        foreach (var size in (int[])[2, 7, 32])
        {
            var chosen = Enumerable.Range(0, size).Select(_ => random.Next(texts.Length)).ToArray();
            var together = _towers.EncodeTexts([.. chosen.Select(i => texts[i])]);
            Assert.All(chosen.Zip(together), row => AssertClose("batch", alone[row.First], row.Second, 1e-5));
        }
    }

    public void Dispose() => _towers.Dispose();

    private ImmutableArray<int> Tokens(string text) => _model.Tokenizer.Encode(_model.Tokenizer.Clean(text)).Ids;

    private static void AssertClose(string what, float[] expected, float[] actual, double tolerance = Tolerance)
    {
        var dot = expected.Zip(actual, static (a, b) => (double)a * b).Sum();
        var length = Math.Sqrt(expected.Sum(static a => (double)a * a));
        Assert.True(1 - (dot / length) <= tolerance, $"{what}: cosine distance {1 - (dot / length):E2}");
    }

    private sealed record Golden(int Dimension, TokenRow[] Tokens, TextRow[] Texts, ImageRow[] Images);

    private record TokenRow(string Text, int[] Ids);

    private sealed record TextRow(string Text, int[] Ids, float[] Embedding) : TokenRow(Text, Ids);

    private sealed record ImageRow(string File, float[] Embedding);
}
