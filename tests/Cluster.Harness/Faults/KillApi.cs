namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>The Api is killed while images are being added; the client sends again what it has heard nothing of.</summary>
internal sealed class KillApi : Fault
{
    private const int Times = 2;

    public override string Name => "kill-api";

    public override string Title => "Api killed in mid-ingest, twice; the client repeats";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        for (var time = 0; time < Times; time++)
        {
            await trial.Cluster.Api.KillAsync();
            trial.Cluster.Api.Start();
            await trial.Cluster.ReadyAsync(cancellationToken);
            await Task.Delay(trial.Pace.Outage(5), cancellationToken);
        }
    }

    public override void Judge(Trial trial)
    {
        // Every image exactly once, as after every fault.
    }
}
