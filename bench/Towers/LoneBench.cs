using System.Diagnostics;
using Txt2Image.Bench.Core;
using Txt2Image.Clip.Inference;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Towers;

/// <summary>
/// Measures a text that comes alone, after a pause: through the grains, and in a session whose threads spin while they wait. Threads that sleep must
/// be woken first; threads that spin keep the cores busy.
/// </summary>
internal static class LoneBench
{
    private const int Texts = 60;
    private const int RoundCount = 3;
    private static readonly TimeSpan[] Gaps = [TimeSpan.Zero, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(400)];
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(TextWriter output)
    {
        await using var path = await GrainPath.StartAsync();
        var device = DeviceName.Parse(path.Queue.Device);
        var inputs = TowerInputs.For(path.Model);
        output.WriteLine($"## A lone text: {path.Model.Id} on {device}\n");
        var idle = await IdleShareAsync();

        var table = new Table("pause before each text", "grain p50, ms", "spinning session p50, ms", "grain / spinning");
        using (var spinning = OnnxTowers.Load(path.Model, device, new InferenceOptions { Spin = true }))
        {
            foreach (var gap in Gaps)
            {
                var figures = await Rounds.RunAsync(
                    RoundCount,
                    () => MedianAsync(gap, async place => await Lane.Texts(inputs, spinning, path).Grain(place)),
                    () => MedianAsync(gap, place =>
                    {
                        spinning.EncodeTexts([inputs.Texts[place]]);
                        return Task.CompletedTask;
                    }));
                table.Add(
                    $"{gap.TotalMilliseconds:F0} ms",
                    Figure.Number(Figure.Median(figures[0])),
                    Figure.Number(Figure.Median(figures[1])),
                    Figure.Number(Figure.Ratio(figures[0], figures[1])));
            }
        }

        table.Print(output);
        output.WriteLine($"- An idle silo takes {idle:P2} of a core.\n");
    }

    /// <summary>The median duration, in milliseconds.</summary>
    private static async Task<double> MedianAsync(TimeSpan gap, Func<int, Task> encode)
    {
        var count = gap > TimeSpan.FromMilliseconds(100) ? Texts / 3 : Texts;
        var milliseconds = new double[count];
        for (var i = 0; i < count; i++)
        {
            await Task.Delay(gap);
            var started = Stopwatch.GetTimestamp();
            await encode(i);
            milliseconds[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return Figure.Median(milliseconds);
    }

    private static async Task<double> IdleShareAsync()
    {
        using var process = Process.GetCurrentProcess();
        await Task.Delay(TimeSpan.FromSeconds(2));
        process.Refresh();
        var before = process.TotalProcessorTime;
        await Task.Delay(Idle);
        process.Refresh();
        return (process.TotalProcessorTime - before) / Idle;
    }
}
