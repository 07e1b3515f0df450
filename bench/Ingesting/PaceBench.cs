using System.Diagnostics;
using Txt2Image.Bench.Core;
using Txt2Image.Bench.Product;
using Txt2Image.Bench.Towers;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Ingesting;

/// <summary>Compares adding a picture from end to end with its two expensive parts, each run alone on the same machine.</summary>
internal static class PaceBench
{
    private const double RatioTarget = .85;
    private const int RoundCount = 3;
    private static readonly int[] BatchSizes = [4, 8, 16, 32, 64];

    public static async Task RunAsync(int images, TextWriter output)
    {
        var pool = new JpegPool(seed: 1, shortest: 384, longest: 1600);
        await using var path = await GrainPath.StartAsync();
        using var towers = path.Loader(path.Model, DeviceName.Parse(path.Queue.Device), Environment.ProcessorCount);
        var lane = Lane.Images(TowerInputs.For(path.Model), towers, path);
        foreach (var size in BatchSizes)
        {
            Throughput.Raw(lane, size, Throughput.Window);
        }

        var best = BatchSizes.MaxBy(size => Throughput.Raw(lane, size, Throughput.Window));

        using var data = new TemporaryFolder();
        await using var server = await Child.StartAsync(
            "Txt2Image.Api.dll", "/health/ready", $"--Txt2Image:DataDirectory={data.Path}", "--Txt2Image:Demo:Enabled=false");
        var uploads = new Uploads(server.Http, "pace", pool);
        await server.Client.CreateCollectionAsync("pace");
        await uploads.SendAsync(0, Math.Min(images, 128));
        var sent = images;
        var preparer = new ImagePreparer(new ImageLimits());
        var figures = await Rounds.RunAsync(
            RoundCount,
            () => DecodeAsync(preparer, path.Model, pool, images),
            () => Task.Run(() => Throughput.Raw(lane, best, Throughput.Window)),
            () => uploads.SendAsync(sent += images, images));
        Print(figures, best, pool, output);
    }

    private static async Task<double> DecodeAsync(ImagePreparer preparer, ClipModel model, JpegPool pool, int images)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, images), async (number, ct) => await preparer.PrepareAsync(pool.Of(number), model.Tile, ct));
        return images / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Print(double[][] figures, int batch, JpegPool pool, TextWriter output)
    {
        var (decode, tower, whole) = (figures[0], figures[1], figures[2]);
        var slower = decode.Zip(tower, Math.Min).ToArray();

        // If one processor does both, this is the limit, however well they overlap.
        var shared = decode.Zip(tower, (d, t) => 1 / ((1 / d) + (1 / t))).ToArray();
        output.WriteLine($"## Ingest: pictures of 384 to 1,600 pixels, {Figure.Number(pool.MeanBytes / 1024)} KB\n");
        var table = new Table("", "images/s");
        table.Add("decoding alone: tile and thumbnail, on all cores", Figure.Number(Figure.Median(decode)));
        table.Add($"the image tower alone, batches of {batch}", Figure.Number(Figure.Median(tower)));
        table.Add("the whole: sent to a server, stored, embedded, durable", Figure.Number(Figure.Median(whole)));
        table.Add("whole / the slower of the two", Figure.Against(Figure.Ratio(whole, slower), RatioTarget));
        table.Add("whole / the limit of one processor: 1 / (1/decoding + 1/tower)", Figure.Share(Figure.Ratio(whole, shared)));
        table.Print(output);
    }
}
