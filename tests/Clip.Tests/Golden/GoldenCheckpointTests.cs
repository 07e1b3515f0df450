using System.Collections.Immutable;
using Txt2Image.Graphs;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>
/// Converts every checkpoint of the shared data, and compares the graphs with the reference library's embeddings, and with its own export of the same
/// weights.
/// </summary>
public class GoldenCheckpointTests
{
    private const double Tolerance = 1e-5;
    private const double SameWeights = 1e-6;
    private const double Halves = 1e-3;

    public static TheoryData<string> Names => GoldenCheckpoint.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void EncodeTexts_OfAConvertedCheckpoint_AreTheReferences(string name)
    {
        using var checkpoint = GoldenCheckpoint.Of(name);
        checkpoint.Convert();
        using var towers = checkpoint.LoadTowers();
        using var reference = checkpoint.Reference.LoadTowers();
        ReadOnlyMemory<int>[] texts = [.. Ids(checkpoint).Select(static ids => ids.AsMemory())];
        var together = towers.EncodeTexts(texts);
        var exported = reference.EncodeTexts(texts);
        foreach (var (i, expected) in checkpoint.Reference.Golden.Embeddings(checkpoint.Reference.TextEmbeddings).Index())
        {
            AssertClose($"{i} alone", expected, towers.EncodeTexts([texts[i]])[0], Tolerance);
            AssertClose($"{i} in the batch", expected, together[i], Tolerance);
            AssertClose($"{i}, the reference's export", exported[i], together[i], SameWeights);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EncodeImages_OfAConvertedCheckpoint_AreTheReferences(string name)
    {
        using var checkpoint = GoldenCheckpoint.Of(name);
        checkpoint.Convert();
        using var towers = checkpoint.LoadTowers();
        using var reference = checkpoint.Reference.LoadTowers();
        ReadOnlyMemory<byte>[] tiles = [.. checkpoint.Reference.Golden.Tiles.Select(static tile => tile.AsMemory())];
        var together = towers.EncodeImages(tiles);
        var exported = reference.EncodeImages(tiles);
        foreach (var (i, expected) in checkpoint.Reference.Golden.Embeddings(checkpoint.Reference.ImageEmbeddings).Index())
        {
            AssertClose($"{i} alone", expected, towers.EncodeImages([tiles[i]])[0], Tolerance);
            AssertClose($"{i} in the batch", expected, together[i], Tolerance);
            AssertClose($"{i}, the reference's export", exported[i], together[i], SameWeights);
        }
    }

    /// <summary>ONNX Runtime computes such a graph in float32 on a processor, and rounds between its operators.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_OfACheckpointConvertedToFloat16_IsCloseToTheReference(string name)
    {
        using var checkpoint = GoldenCheckpoint.Of(name);
        checkpoint.Convert(FloatType.Float16);
        using var towers = checkpoint.LoadTowers();
        var texts = towers.EncodeTexts([.. Ids(checkpoint).Select(static ids => ids.AsMemory())]);
        var images = towers.EncodeImages([.. checkpoint.Reference.Golden.Tiles.Select(static tile => tile.AsMemory())]);

        Assert.Contains("_fp16", checkpoint.Load().TextGraph.Path, StringComparison.Ordinal);
        foreach (var (names, found) in new[] { (checkpoint.Reference.TextEmbeddings, texts), (checkpoint.Reference.ImageEmbeddings, images) })
        {
            foreach (var (i, expected) in checkpoint.Reference.Golden.Embeddings(names).Index())
            {
                AssertClose($"{names} {i}", expected, found[i], Halves);
            }
        }
    }

    /// <summary>The tokenizer and the preprocessing are part of what a conversion must not change.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Load_OfAConvertedCheckpoint_PreparesAsTheReferencesFolder(string name)
    {
        using var checkpoint = GoldenCheckpoint.Of(name);
        checkpoint.Convert();
        var (model, reference) = (checkpoint.Load(), checkpoint.Reference.Load());
        Assert.Equal(reference.Tile, model.Tile);
        Assert.Equal(reference.Normalization.Mean, model.Normalization.Mean);
        Assert.Equal(reference.Normalization.Std, model.Normalization.Std);
        Assert.Equal(reference.Dimension, model.Dimension);
        Assert.Equal(reference.ContextLength, model.ContextLength);
        Assert.Equal(reference.Tokenizer.PadsToContext, model.Tokenizer.PadsToContext);
        Assert.All(checkpoint.Reference.Golden.Texts, row => Assert.Equal(
            reference.Tokenizer.Encode(reference.Tokenizer.CleanAnyLength(row.Text)).Ids,
            model.Tokenizer.Encode(model.Tokenizer.CleanAnyLength(row.Text)).Ids));
    }

    private static ImmutableArray<int>[] Ids(GoldenCheckpoint checkpoint)
    {
        var padded = checkpoint.Reference.Load().Tokenizer.PadsToContext;
        return [.. checkpoint.Reference.Golden.Texts.Select(row => checkpoint.Reference.Expected(row, padded))];
    }

    private static void AssertClose(string what, float[] expected, float[] actual, double tolerance)
    {
        var dot = expected.Zip(actual, static (a, b) => (double)a * b).Sum();
        var distance = 1 - (dot / Math.Sqrt(expected.Sum(static a => (double)a * a)));
        Assert.True(distance <= tolerance, $"{what}: cosine distance {distance:E2}");
    }
}
