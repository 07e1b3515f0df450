namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Each silo in turn stands still for a while and then goes on, as a machine does that was suspended.</summary>
internal sealed class FreezeSilo : Fault
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);

    public override string Name => "freeze-silo";

    public override string Title => "one silo frozen for 30 s, each in turn";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        foreach (var silo in trial.Cluster.Silos)
        {
            await silo.Process.FreezeAsync();
            await Task.Delay(trial.Pace.Outage(30), cancellationToken);
            await silo.Process.ThawAsync();

            // One that was declared dead meanwhile ends when it hears of it, and is started again.
            await Task.Delay(trial.Pace.Outage(10), cancellationToken);
            await trial.Cluster.ReadyAsync(silo, cancellationToken);
            await trial.RecoveredAsync(cancellationToken);
        }
    }

    public override void Judge(Trial trial) =>
        trial.Limit(trial.Crowd.Samples.LongestGap <= LongestGap, $"the longest gap is {LongestGap.TotalSeconds:F0} s or less");
}
