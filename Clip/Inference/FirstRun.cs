using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>
/// Checks in a first run what a graph does not declare: the embeddings' length, whether the configured context fits, and whether a text's embedding
/// is unchanged when a longer text in the batch pads it (true for a causal text tower that pools at the end token, or one that masks). If it
/// changes, every text must be padded as in training, to the whole context with the id 0: MobileCLIP is the only such family with CLIP's tokenizer.
/// </summary>
internal static class FirstRun
{
    /// <summary>More than float16 rounds, and far less than padding changes.</summary>
    private const double Tolerance = 1e-4;

    public static void Check(ClipModel model, TextTower text, VisionTower vision)
    {
        var tokenizer = model.Tokenizer;
        if (tokenizer.PadsToContext)
        {
            _ = text.Encode([tokenizer.Encode("").Ids.AsMemory()]);
        }
        else
        {
            CheckPadding(model, text);
        }

        _ = vision.Encode([new byte[model.Tile.ByteCount]]);
    }

    private static void CheckPadding(ClipModel model, TextTower text)
    {
        var (begin, end) = (model.Tokenizer.BeginId ?? model.Tokenizer.EndId, model.Tokenizer.EndId);
        int[] shortest = [begin, end];
        var longest = Enumerable.Repeat(begin, model.ContextLength).ToArray();
        longest[^1] = end;
        var padded = text.Encode([shortest, longest])[0];
        var alone = text.Encode([shortest])[0];
        var cosine = alone.Zip(padded, static (a, b) => (double)a * b).Sum();
        if (!text.Pads || cosine >= 1 - Tolerance)
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
}
