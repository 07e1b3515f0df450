using System.Diagnostics;
using System.Numerics.Tensors;
using Txt2Image.Bench.Core;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Hosting;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Ingesting;

/// <summary>Measures how much <c>Images:ShrinkOnLoad</c> gains, and how it changes embeddings.</summary>
internal static class ShrinkBench
{
    private const int RoundCount = 3;

    public static void Run(TextWriter output)
    {
        var model = ClipModel.Load(Folders.Shipped(Environment.GetEnvironmentVariable("TXT2IMAGE__MODEL") ?? new ModelOptions().Folder));
        using var towers = OnnxTowers.Load(model, DeviceName.Cpu, new InferenceOptions { IntraOpThreads = Environment.ProcessorCount });
        output.WriteLine("## Images:ShrinkOnLoad\n");
        var table = new Table("longer side", "full size, images/s", "shrunk, images/s", "x", "mean cosine", "lowest cosine");
        foreach (var (shortest, longest, count) in ((int, int, int)[])[(384, 1600, 48), (3000, 4000, 8)])
        {
            var pool = new JpegPool(seed: 2, shortest, longest, count);
            ImagePreparer whole = new(new ImageLimits()), shrinking = new(new ImageLimits(), shrinkOnLoad: true);
            var figures = Rounds.Run(RoundCount, () => Decode(whole, model, pool), () => Decode(shrinking, model, pool));
            var cosines = Cosines(towers, pool.Files.Select(file => (whole.Tile(file, model.Tile), shrinking.Tile(file, model.Tile))));
            table.Add(
                $"{shortest} to {longest}",
                Figure.Number(Figure.Median(figures[0])),
                Figure.Number(Figure.Median(figures[1])),
                Figure.Number(Figure.Ratio(figures[1], figures[0])),
                $"{cosines.Average():F5}",
                $"{cosines.Min():F5}");
        }

        table.Print(output);
    }

    /// <summary>Decodes on all cores, including the thumbnail that every picture gets.</summary>
    private static double Decode(ImagePreparer preparer, ClipModel model, JpegPool pool)
    {
        var started = Stopwatch.GetTimestamp();
        Parallel.ForEach(pool.Files, file => preparer.PrepareAsync(file, model.Tile, default).GetAwaiter().GetResult());
        return pool.Files.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static float[] Cosines(OnnxTowers towers, IEnumerable<(byte[] Whole, byte[] Shrunk)> tiles) =>
        [.. tiles.Select(pair => towers.EncodeImages([pair.Whole, pair.Shrunk])).Select(both => TensorPrimitives.Dot(both[0], both[1]))];
}
