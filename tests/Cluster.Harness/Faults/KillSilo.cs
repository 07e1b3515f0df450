namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Each silo is killed in turn, including the one with the collection's grain.</summary>
internal sealed class KillSilo : Fault
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(5);

    public override string Name => "kill-silo";

    public override string Title => "one silo killed (-9), each in turn";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        foreach (var silo in trial.Cluster.Silos)
        {
            await silo.Process.KillAsync();
            await Task.Delay(trial.Pace.Outage(15), cancellationToken);
            silo.Process.Start();
            await trial.Cluster.ReadyAsync(silo, cancellationToken);
            await Task.Delay(trial.Pace.Steady, cancellationToken);
        }
    }

    public override void Judge(Trial trial)
    {
        var samples = trial.Crowd.Samples;
        trial.Limit(samples.LongestGap <= LongestGap, $"the longest gap is {LongestGap.TotalSeconds:F0} s or less");
        trial.Limit(samples.Failed == 0, "no request fails");
    }
}
