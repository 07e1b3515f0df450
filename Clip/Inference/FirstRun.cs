using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// Checks in a first run what a graph does not declare: the embeddings' length, whether the configured context fits, whether an embedding is the same
/// alone and in a batch, and whether a text's embedding is unchanged when a longer text in the batch pads it (true for a causal text tower that pools
/// at the end token).
/// </summary>
internal static class FirstRun
{
    private const double Tolerance = 1e-5;
    private const int FewTokens = 8;

    public static void Check(ClipModel model, TextTower text, VisionTower vision)
    {
        var (begin, end) = (model.Tokenizer.BeginId, model.Tokenizer.EndId);
        var few = Math.Min(FewTokens, model.ContextLength);
        CheckBatch<int>(model.TextGraph, Text([.. Enumerable.Range(0, few - 2)]), Text([.. Enumerable.Repeat(begin, few - 2)]), text.Encode);
        CheckBatch<byte>(
            model.VisionGraph,
            Enumerable.Range(0, model.Tile.ByteCount).Select(static i => (byte)(i * 31)).ToArray(),
            new byte[model.Tile.ByteCount],
            vision.Encode);

        var shortest = Text([]);
        var padded = text.Encode([shortest, Text([.. Enumerable.Repeat(begin, model.ContextLength - 2)])])[0];
        var cosine = Cosine(text.Encode([shortest])[0], padded);
        if (text.TakesAnyLength && cosine < 1 - Tolerance)
        {
            throw new ModelException(
                $"{model.TextGraph}: padding changes a text's embedding (cosine {cosine:F6}): the tower is not causal, which is not supported.");
        }

        int[] Text(int[] tokens) => [begin, .. tokens, end];
    }

    /// <summary>Rejects a graph whose embedding of an item is another one beside another item.</summary>
    private static void CheckBatch<T>(
        string graph, ReadOnlyMemory<T> item, ReadOnlyMemory<T> other, Func<IReadOnlyList<ReadOnlyMemory<T>>, float[][]> encode)
    {
        var cosine = Cosine(encode([item])[0], encode([item, other])[0]);
        if (cosine < 1 - Tolerance)
        {
            throw new ModelException(
                $"{graph}: an embedding depends on what else is in its batch (cosine {cosine:F6}), so that a search would find different images at " +
                "different times. Dynamic quantization does that, with one scale for a whole batch. Use the float32 graph.");
        }
    }

    private static double Cosine(float[] one, float[] other) => one.Zip(other, static (x, y) => (double)x * y).Sum();
}
