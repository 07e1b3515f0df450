using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// Checks in a first run what a graph does not declare: the embeddings' length, whether the configured context fits, and whether a text's embedding
/// is unchanged when a longer text in the batch pads it (true for a causal text tower that pools at the end token).
/// </summary>
internal static class FirstRun
{
    private const double Tolerance = 1e-5;

    public static void Check(ClipModel model, TextTower text, VisionTower vision)
    {
        var (begin, end) = (model.Tokenizer.BeginId, model.Tokenizer.EndId);
        int[] shortest = [begin, end];
        var longest = Enumerable.Repeat(begin, model.ContextLength).ToArray();
        longest[^1] = end;
        var padded = text.Encode([shortest, longest])[0];
        var alone = text.Encode([shortest])[0];
        var cosine = alone.Zip(padded, static (a, b) => (double)a * b).Sum();
        if (text.TakesAnyLength && cosine < 1 - Tolerance)
        {
            throw new ModelException(
                $"{model.TextGraph}: padding changes a text's embedding (cosine {cosine:F6}): the tower is not causal, which is not supported.");
        }

        _ = vision.Encode([new byte[model.Tile.ByteCount]]);
    }
}
