using Txt2Image.Bench.Core;
using Txt2Image.Clip.Inference;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Towers;

/// <summary>Measures how much of a tower's throughput remains when it is called through the grains.</summary>
internal static class TowerBench
{
    private const double RatioTarget = .9;
    private const double SpeedupTarget = 2;
    private const int Crowd = 32;
    private const int Search = 3;
    private const int RoundCount = 7;

    /// <summary>A window has room for this many crowds, because items that are under way at its end do not count.</summary>
    private const int CrowdsInWindow = 5;
    private static readonly int[] BatchSizes = [1, 2, 4, 8, 16, 32, 64];

    public static async Task RunAsync(TextWriter output)
    {
        await using var path = await GrainPath.StartAsync();
        using var towers = path.Loader(path.Model, DeviceName.Parse(path.Queue.Device), Environment.ProcessorCount);
        var inputs = TowerInputs.For(path.Model);
        output.WriteLine($"## Towers: {path.Model.Id} on {path.Queue.Device}\n");

        Lane[] lanes = [Lane.Texts(inputs, towers, path), Lane.Images(inputs, towers, path)];
        var raw = new Table(["raw, items/s by batch size", .. BatchSizes.Select(size => $"{size}")]);
        var grain = new Table("", "callers", "grain/s", "grain batch", "raw/s", "raw batch", "grain / raw");
        var best = new Dictionary<Lane, (int Batch, double Rate)>();
        foreach (var lane in lanes)
        {
            best[lane] = SearchBatch(lane, raw);
        }

        raw.Print(output);
        List<string> verdicts = [];
        foreach (var lane in lanes)
        {
            verdicts.Add(await CompareAsync(lane, best[lane], grain));
        }

        grain.Print(output);
        output.WriteLine(string.Join('\n', verdicts) + "\n");
    }

    /// <summary>The batch size, at most <see cref="Crowd"/>, with which the tower alone is fastest.</summary>
    private static (int Batch, double Rate) SearchBatch(Lane lane, Table table)
    {
        foreach (var size in BatchSizes)
        {
            lane.Raw([.. Enumerable.Range(0, size).Select(i => i % lane.Inputs)]);
        }

        var figures =
            Rounds.Run(Search, [.. BatchSizes.Select(size => (Func<double>)(() => Throughput.Raw(lane, size, Throughput.Window)))])
                .Select(Figure.Median).ToArray();
        table.Add([lane.Name, .. figures.Select(Figure.Number)]);
        return BatchSizes.Zip(figures).Where(pair => pair.First <= Crowd).MaxBy(pair => pair.Second);
    }

    private static async Task<string> CompareAsync(Lane lane, (int Batch, double Rate) best, Table table)
    {
        (int Callers, int RawBatch)[] settings = [(1, 1), (Crowd, best.Batch), (2 * Crowd, best.Batch)];
        if (2 * Crowd > best.Rate)
        {
            // A queue that takes a second is near the limit above which the device refuses work.
            settings = settings[..^1];
        }

        var window = TimeSpan.FromSeconds(Math.Max(Throughput.Window.TotalSeconds, CrowdsInWindow * Crowd / best.Rate));
        var batches = settings.Select(_ => new List<double>()).ToArray();
        await Throughput.GrainAsync(lane, Crowd, window);
        var figures =
            await Rounds.RunAsync(RoundCount, [.. settings.SelectMany((setting, i) => Both(lane, setting, window, batches[i]))]);
        var ratios = new double[settings.Length];
        for (var i = 0; i < settings.Length; i++)
        {
            var (raw, grain) = (figures[2 * i], figures[2 * i + 1]);
            ratios[i] = Figure.Ratio(grain, raw);
            table.Add(
                lane.Name,
                $"{settings[i].Callers}",
                Figure.Number(Figure.Median(grain)),
                Figure.Number(Figure.Median(batches[i])),
                Figure.Number(Figure.Median(raw)),
                $"{settings[i].RawBatch}",
                i < 2 ? Figure.Against(ratios[i], RatioTarget) : Figure.Share(ratios[i]));
        }

        var speedup = Figure.Ratio(figures[3], figures[1]);
        var verdict = lane.Name == "texts" ? Figure.Against(speedup, SpeedupTarget) : Figure.Number(speedup);
        return $"- {Crowd} {lane.Name} at once, compared with one at a time: x {verdict}";
    }

    private static IEnumerable<Func<Task<double>>> Both(
        Lane lane, (int Callers, int RawBatch) setting, TimeSpan window, List<double> batches) =>
    [
        () => Task.Run(() => Throughput.Raw(lane, setting.RawBatch, window)),
        async () =>
        {
            var (perSecond, meanBatch) = await Throughput.GrainAsync(lane, setting.Callers, window);
            batches.Add(meanBatch);
            return perSecond;
        },
    ];
}
