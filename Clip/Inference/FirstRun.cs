using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// Checks in a first run what a graph does not declare: the embeddings' length, whether the configured context fits, whether an embedding is the same
/// alone and in a batch, and whether a text's embedding is unchanged when a longer text in the batch pads it (true for a causal text tower that pools
/// at the end token, or one that masks). If it changes, every text must be padded as in training, to the whole context with the id 0: MobileCLIP is
/// the only such family with CLIP's tokenizer.
/// </summary>
internal static class FirstRun
{
    /// <summary>More than float16 rounds, and far less than padding changes.</summary>
    private const double PaddingTolerance = 1e-4;

    /// <summary>Beside others, an item is computed in the same order.</summary>
    private const double BatchTolerance = 1e-5;

    private const int FewTokens = 8;

    public static void Check(ClipModel model, TextTower text, VisionTower vision)
    {
        var tokenizer = model.Tokenizer;
        var few = tokenizer.PadsToContext ? model.ContextLength : Math.Min(FewTokens, model.ContextLength);
        CheckBatch<int>(
            model.TextGraph.Path,
            Text(model, [.. Enumerable.Range(0, few - 2)]),
            Text(model, [.. Enumerable.Repeat(BeginOf(model), few - 2)]),
            text.Encode);
        CheckBatch<byte>(
            model.VisionGraph.Path,
            Enumerable.Range(0, model.Tile.ByteCount).Select(static i => (byte)(i * 31)).ToArray(),
            new byte[model.Tile.ByteCount],
            vision.Encode);
        if (!tokenizer.PadsToContext)
        {
            CheckPadding(model, text);
        }
    }

    /// <summary>Rejects a graph whose embedding of an item is another one beside another item.</summary>
    private static void CheckBatch<T>(
        string graph, ReadOnlyMemory<T> item, ReadOnlyMemory<T> other, Func<IReadOnlyList<ReadOnlyMemory<T>>, float[][]> encode)
    {
        var cosine = Cosine(encode([item])[0], encode([item, other])[0]);
        if (cosine < 1 - BatchTolerance)
        {
            throw new ModelException(
                $"{graph}: an embedding depends on what else is in its batch (cosine {cosine:F6}), so that a search would find different images at " +
                "different times. Use the float32 graph.");
        }
    }

    private static void CheckPadding(ClipModel model, TextTower text)
    {
        var shortest = Text(model, []);
        var padded = text.Encode([shortest, Text(model, [.. Enumerable.Repeat(BeginOf(model), model.ContextLength - 2)])])[0];
        var cosine = Cosine(text.Encode([shortest])[0], padded);
        if (!text.Pads || cosine >= 1 - PaddingTolerance)
        {
            return;
        }

        if (model.Tokenizer.PadId != 0)
        {
            throw new ModelException(
                $"{model.TextGraph.Path}: padding changes a text's embedding (cosine {cosine:F6}): the tower is not causal. Such models were " +
                $"trained on texts that are padded with the id 0, but the tokenizer's files name {model.Tokenizer.PadId}. Describe the model in " +
                "txt2image.json, with padToContext and padId.");
        }

        text.PadsToContext = true;
    }

    private static int BeginOf(ClipModel model) => model.Tokenizer.BeginId ?? model.Tokenizer.EndId;

    private static int[] Text(ClipModel model, int[] tokens) => [BeginOf(model), .. tokens, model.Tokenizer.EndId];

    private static double Cosine(float[] one, float[] other) => one.Zip(other, static (x, y) => (double)x * y).Sum();
}
