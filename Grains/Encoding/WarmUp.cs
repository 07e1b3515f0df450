using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Grains.Encoding;

/// <summary>
/// Runs the usual batch shapes before the silo is ready, so that no user waits for allocations or a kernel's first tuning, and measures their cost.
/// </summary>
internal static class WarmUp
{
    /// <summary>Each shape runs once unmeasured, largest first. Measured runs follow, for at most about this time.</summary>
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(2);

    private static readonly int[] Sizes = [16, 4, 1];

    /// <summary>What batches of these towers cost.</summary>
    public static DeviceCosts Run(ITowers towers, ClipModel model, BatchSizes most, TimeProvider time)
    {
        var costs = new DeviceCosts();
        var text = EncodeJob.Text(model.Tokenizer.Encode("").Ids.AsMemory());
        var image = EncodeJob.Image(new byte[model.Tile.Size * model.Tile.Size * 3], urgent: false);
        Warm(costs.Texts, text, most.Texts, batch => towers.EncodeTexts([.. batch.Select(job => job.Tokens)]), time);
        Warm(costs.Images, image, most.Images, batch => towers.EncodeImages([.. batch.Select(job => job.Tile)]), time);
        return costs;
    }

    private static void Warm(BatchCost cost, EncodeJob job, int most, Action<EncodeJob[]> encode, TimeProvider time)
    {
        EncodeJob[][] shapes =
            [.. Sizes.Select(size => Math.Min(size, most)).Distinct().Select(size => Enumerable.Repeat(job, size).ToArray())];
        Array.ForEach(shapes, encode);
        var begun = time.GetTimestamp();
        for (var i = 0; i < BatchCost.EnoughBatches && time.GetElapsedTime(begun) < Measuring; i++)
        {
            // Smallest first, so that for a slow tower at least the cost of a lone item is known.
            var shape = shapes[^(1 + i % shapes.Length)];
            var started = time.GetTimestamp();
            encode(shape);
            cost.Note(EncodeJob.Work(shape), time.GetElapsedTime(started));
        }
    }
}
