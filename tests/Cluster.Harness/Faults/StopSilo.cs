namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>A silo is stopped in order, as during an update of the cluster.</summary>
internal sealed class StopSilo : Fault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public override string Name => "stop-silo";

    public override string Title => "one silo stopped (SIGTERM)";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        var silo = trial.Cluster.Silos[0];
        var began = Trial.Now;
        var ended = await silo.Process.TerminateAsync(Patience);
        trial.Require(ended, $"the silo exits by itself within {Patience.TotalSeconds:F0} s");
        trial.Note($"the silo exited after {System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        await Task.Delay(trial.Pace.Outage(10), cancellationToken);
        silo.Process.Start();
        await trial.Cluster.ReadyAsync(silo, cancellationToken);
    }

    public override void Judge(Trial trial) => trial.Limit(trial.Crowd.Samples.Failed == 0, "no request fails");
}
