namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Each silo in turn freezes for a while and then continues, like a machine that was suspended.</summary>
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

            // A silo that was declared dead meanwhile exits when it learns of it, and is restarted.
            await Task.Delay(trial.Pace.Outage(10), cancellationToken);
            await trial.Cluster.ReadyAsync(silo, cancellationToken);
            await trial.RecoveredAsync(cancellationToken);
        }
    }

    public override void Judge(Trial trial) =>
        trial.Limit(trial.Crowd.Samples.LongestGap <= LongestGap, $"the longest gap is {LongestGap.TotalSeconds:F0} s or less");
}
