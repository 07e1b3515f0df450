namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>All silos are killed at once and started on other ports, as containers with new addresses; the Api keeps running.</summary>
internal sealed class MoveSilos : Fault
{
    private static readonly TimeSpan RecoveredWithin = TimeSpan.FromSeconds(30);

    public override string Name => "move-silos";

    public override string Title => "all silos restarted at once, on other ports";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        var api = trial.Cluster.Api.Pid;
        await Task.WhenAll(trial.Cluster.Silos.Select(silo => silo.Process.KillAsync()));
        foreach (var silo in trial.Cluster.Silos)
        {
            silo.Move();
            silo.Process.Start();
        }

        var took = await trial.RecoveredAsync(cancellationToken);
        trial.Limit(took <= RecoveredWithin, $"searches are answered again within {RecoveredWithin.TotalSeconds:F0} s ({took.TotalSeconds:F1} s)");
        await trial.Cluster.ReadyAsync(cancellationToken);
        trial.Require(trial.Cluster.Api.Pid == api, "the Api keeps running");
    }

    public override void Judge(Trial trial)
    {
        // Everything was checked while it happened.
    }
}
