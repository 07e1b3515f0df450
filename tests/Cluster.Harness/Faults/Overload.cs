using System.Diagnostics;
using Txt2Image.Cluster.Harness.Load;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Four times as many requests as can be answered come at once.</summary>
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

    public override string Title => "four times the load it can bear, 60 s";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        // New questions only: what caches answer is not what a cluster breaks under.
        using var http = new HttpClient { BaseAddress = trial.Http.BaseAddress, Timeout = TimeSpan.FromMinutes(1) };
        var bearable = await BearableAsync(trial, http, cancellationToken);
        var rush = new Crowd(http, () => New(trial.Mixture), Times * bearable, MostAtOnce);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rushing = Task.Run(() => rush.RunAsync(end.Token), cancellationToken);
        await _memory.WatchAsync(trial.Cluster, trial.Pace.Outage(60), cancellationToken);
        await end.CancelAsync();
        _after = Trial.Now;
        await rushing;
        _rush = rush.Samples;
        trial.Note($"it can bear {bearable:F0} new questions a second; {_rush.Count:N0} of four times as many were sent ({rush.NotSent:N0} were more than {MostAtOnce:N0} at once)");
        await Task.Delay(NormalWithin, cancellationToken);
    }

    public override void Judge(Trial trial)
    {
        var refused = _rush.Where(sample => sample.Status == 429);
        var others = _rush.Where(sample => sample.Status is not (200 or 429));
        var later = trial.Crowd.Samples.Within(_after + (long)(NormalWithin.TotalSeconds * Stopwatch.Frequency), long.MaxValue);
        trial.Limit(refused.Count > 0, $"what is too much is refused with 429 ({refused.Count:N0} of {_rush.Count:N0}; p99 of those accepted {_rush.P99Milliseconds():F0} ms)");
        trial.Require(refused.All(sample => sample.SaysWhen), "429 says when to come back");
        trial.Limit(others.Count == 0, $"every accepted request is answered within its deadline ({others.Failures()})");
        trial.Limit(_memory.IsFlat, $"memory is flat ({_memory})");
        trial.Limit(later.Failed == 0 && later.P99Milliseconds() <= NormalMilliseconds, $"all is as before {NormalWithin.TotalSeconds:F0} s later ({later.Failed} requests fail, p99 {later.P99Milliseconds():F0} ms)");
    }

    /// <summary>How many new questions a second a crowd gets answered whose members each ask again when they have their answer.</summary>
    private static async Task<double> BearableAsync(Trial trial, HttpClient http, CancellationToken cancellationToken)
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
