using System.Diagnostics;
using Txt2Image.Cluster.Harness.Load;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Four times as many requests arrive as can be answered.</summary>
internal sealed class Overload : Fault
{
    private const int Callers = 64;
    private const int MostAtOnce = 4000;
    private const double Times = 4;
    private const double NormalMilliseconds = 500;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NormalWithin = TimeSpan.FromSeconds(5);

    private readonly MemoryWatch _memory = new();
    private Samples _rush = new([]);
    private long _after;

    public override string Name => "overload";

    public override string Title => "four times the load it can handle, 60 s";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        // New questions only: answers from caches do not overload a cluster.
        using var http = new HttpClient { BaseAddress = trial.Http.BaseAddress, Timeout = TimeSpan.FromMinutes(1) };
        var capacity = await CapacityAsync(trial, http, cancellationToken);
        var rush = new Crowd(http, () => New(trial.Mixture), Times * capacity, MostAtOnce);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rushing = Task.Run(() => rush.RunAsync(end.Token), cancellationToken);
        await _memory.WatchAsync(trial.Cluster, trial.Pace.Outage(60), cancellationToken);
        await end.CancelAsync();
        _after = Trial.Now;
        await rushing;
        _rush = rush.Samples;
        trial.Note(
            $"it can answer {capacity:F0} new questions per second; {_rush.Count:N0} were sent at four times that rate "
            + $"({rush.NotSent:N0} were not, to keep at most {MostAtOnce:N0} at once)");
        await Task.Delay(NormalWithin, cancellationToken);
    }

    public override void Judge(Trial trial)
    {
        var refused = _rush.Where(sample => sample.Status == 429);
        var others = _rush.Where(sample => sample.Status is not (200 or 429));
        var later = trial.Crowd.Samples.Within(_after + (long)(NormalWithin.TotalSeconds * Stopwatch.Frequency), long.MaxValue);
        trial.Limit(
            refused.Count > 0,
            $"excess requests are rejected with 429 ({refused.Count:N0} of {_rush.Count:N0}; p99 of accepted ones {_rush.P99Milliseconds():F0} ms)");
        trial.Require(refused.All(sample => sample.SaysWhen), "429 comes with Retry-After");
        trial.Limit(others.Count == 0, $"every accepted request is answered within its deadline ({others.Failures()})");
        trial.Limit(_memory.IsFlat, $"memory does not grow ({_memory})");
        trial.Limit(
            later.Failed == 0 && later.P99Milliseconds() <= NormalMilliseconds,
            $"everything is normal again {NormalWithin.TotalSeconds:F0} s later "
            + $"({later.Failed} requests fail, p99 {later.P99Milliseconds():F0} ms)");
    }

    /// <summary>Measures capacity: the new questions answered per second when each caller asks again as soon as it has its answer.</summary>
    private static async Task<double> CapacityAsync(Trial trial, HttpClient http, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var answered = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(began) < Measured && !cancellationToken.IsCancellationRequested)
            {
                if ((await Crowd.AskAsync(http, New(trial.Mixture), Trial.Now)).Succeeded)
                {
                    Interlocked.Increment(ref answered);
                }
            }
        }));
        return answered / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static Question New(Mixture mixture)
    {
        while (true)
        {
            if (mixture.Next() is { IsRepeated: false } question)
            {
                return question;
            }
        }
    }
}
