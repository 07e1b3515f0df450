using System.Diagnostics;

namespace Txt2Image.Bench.Towers;

/// <summary>Measures items per second, directly and through the grains.</summary>
internal static class Throughput
{
    /// <summary>The minimum duration of one measurement, unless a tower needs more.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>Runs batches of one size, one after the other, directly in the tower.</summary>
    public static double Raw(Lane lane, int batch, TimeSpan window)
    {
        var places = new int[batch];
        var next = 0;
        var items = 0;
        var started = Stopwatch.GetTimestamp();
        do
        {
            for (var i = 0; i < batch; i++)
            {
                places[i] = next++ % lane.Inputs;
            }

            lane.Raw(places);
            items += batch;
        }
        while (Stopwatch.GetElapsedTime(started) < window);
        return items / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>
    /// Runs a number of callers through the grains, each sending its next item when it has its answer. Also returns the mean size of the batches.
    /// </summary>
    public static async Task<(double PerSecond, double MeanBatch)> GrainAsync(Lane lane, int callers, TimeSpan window)
    {
        var next = -1;
        var items = 0;
        var batches = 0.0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
        return (items / window.TotalSeconds, items / batches);

        async Task CallAsync()
        {
            while (true)
            {
                var result = await lane.Grain(Interlocked.Increment(ref next) % lane.Inputs);
                if (result.RetryAfter is not null)
                {
                    throw new InvalidOperationException("The encoder rejected work: this machine is too busy to measure on.");
                }

                // Items that finish after the window do not count.
                if (Stopwatch.GetElapsedTime(started) > window)
                {
                    return;
                }

                Interlocked.Increment(ref items);
                InterlockedAdd(ref batches, 1.0 / result.BatchSize);
            }
        }
    }

    private static void InterlockedAdd(ref double sum, double value)
    {
        double seen;
        do
        {
            seen = Volatile.Read(ref sum);
        }
        while (Interlocked.CompareExchange(ref sum, seen + value, seen) != seen);
    }
}
