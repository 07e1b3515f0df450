namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>The vector store is killed, and comes back with its data.</summary>
internal sealed class StoreOutage : Fault
{
    private static readonly TimeSpan RefusedWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RecoveredWithin = TimeSpan.FromSeconds(10);

    private long _down;
    private long _up;
    private TimeSpan _recovery;

    public override string Name => "store-outage";

    public override string Title => "vector store killed for 30 s";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        _down = Trial.Now;
        await trial.Cluster.Store.KillAsync();
        await Task.Delay(trial.Pace.Outage(30), cancellationToken);
        trial.Cluster.Store.Start();
        _up = Trial.Now;
        _recovery = await trial.RecoveredAsync(cancellationToken);
    }

    public override void Judge(Trial trial)
    {
        var outage = trial.Crowd.Samples.Within(_down, _up);
        var cached = outage.Where(sample => sample.IsRepeated);
        var refused = outage.Where(sample => !sample.IsRepeated && !sample.Succeeded);
        var slowest = refused.Where(sample => sample.Took > RefusedWithin).Count;
        trial.Limit(cached.Failed == 0, $"cached questions are answered ({cached.Failed} of {cached.Count} are not)");
        trial.Require(
            refused.All(sample => sample.Status is 503 or 429 or 504 or 0),
            $"the others fail only with 429, 503 or 504, or get no answer ({refused.Failures()})");
        trial.Limit(refused.CountOf(503) == refused.Count, $"they get 503 ({refused.CountOf(503)} of {refused.Count})");
        trial.Require(refused.All(sample => sample.SaysWhen || sample.Status != 503), "503 comes with Retry-After");
        trial.Limit(slowest == 0, $"they get it within {RefusedWithin.TotalSeconds:F0} s ({slowest} of {refused.Count} do not)");
        trial.Require(trial.Ingest.Refusals.All(refusal => refusal.IsNamed), "ingest names each image that could not be added");
        trial.Limit(
            _recovery <= RecoveredWithin,
            $"searches are answered again within {RecoveredWithin.TotalSeconds:F0} s of its start ({_recovery.TotalSeconds:F1} s)");
        trial.Note($"p99 of cached answers in the outage: {cached.P99Milliseconds():F0} ms");
    }
}
