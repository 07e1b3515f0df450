using Txt2Image.Cluster.Harness.Load;
using Txt2Image.Cluster.Harness.Local;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Redis and the vector store answer, but slowly.</summary>
internal sealed class SlowStores : Fault
{
    private const double CachedMilliseconds = 250;

    /// <summary>
    /// A search may not use a version of its collection that is older than half a second, so it waits for the catalogue until its deadline of 1.5 s.
    /// Then the store counts as failing, and cached answers come at once.
    /// </summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NormalWithin = TimeSpan.FromSeconds(5);

    private readonly MemoryWatch _memory = new();
    private long _slow;
    private long _normal;

    public override string Name => "slow-stores";

    public override string Title => "vector store and Redis slow (2 s per answer) for 30 s";

    public override ClusterPlan Prepare(ClusterPlan plan) => plan with { Proxied = true };

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        _slow = Trial.Now;
        foreach (var proxy in trial.Cluster.Proxies)
        {
            proxy.Delay = Delay;
        }

        await _memory.WatchAsync(trial.Cluster, trial.Pace.Outage(30), cancellationToken);
        foreach (var proxy in trial.Cluster.Proxies)
        {
            proxy.Delay = TimeSpan.Zero;
        }

        _normal = Trial.Now;
        await Task.Delay(NormalWithin, cancellationToken);
    }

    public override void Judge(Trial trial)
    {
        var slow = trial.Crowd.Samples.Within(_slow, _normal);
        var cached = slow.Where(sample => sample.IsRepeated);
        var noticed = _slow + (long)(Noticed.TotalSeconds * System.Diagnostics.Stopwatch.Frequency);
        var first = cached.Within(_slow, noticed).P99Milliseconds();
        var settled = cached.Within(noticed, _normal).P99Milliseconds();
        var others = slow.Where(sample => !sample.IsRepeated);
        var later = trial.Crowd.Samples.Within(_normal + (long)(NormalWithin.TotalSeconds * System.Diagnostics.Stopwatch.Frequency), long.MaxValue);
        trial.Limit(slow.CountOf(0) == 0, $"every request is answered within its deadline ({slow.CountOf(0)} are not)");
        trial.Require(
            others.All(sample => sample.Status is 200 or 0 or 429 or 503 or 504),
            $"other requests fail only with 429, 503 or 504, or get no answer ({others.Failures()})");
        trial.Limit(cached.Failed == 0, $"cached questions are answered ({cached.Failed} of {cached.Count} are not)");
        var before = trial.Crowd.Samples.Within(0, _slow).Where(sample => sample.IsRepeated).P99Milliseconds();
        trial.Limit(
            first <= Noticed.TotalMilliseconds,
            $"cached answers come within {Noticed.TotalSeconds:F0} s until the stores count as failing (p99 {first:F0} ms)");
        trial.Limit(
            settled <= CachedMilliseconds,
            $"then their p99 is {CachedMilliseconds:F0} ms or less ({settled:F0} ms; {before:F0} ms before the fault)");
        trial.Limit(_memory.IsFlat, $"memory does not grow ({_memory})");
        trial.Limit(later.Failed == 0, $"everything is normal again {NormalWithin.TotalSeconds:F0} s later ({later.Failed} requests fail)");
    }
}
