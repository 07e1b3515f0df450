namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>The Api is killed while images are being added; the client resends what was not acknowledged.</summary>
internal sealed class KillApi : Fault
{
    private const int Times = 2;

    public override string Name => "kill-api";

    public override string Title => "Api killed during an ingest, twice; the client retries";

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
        // That every image exists exactly once is checked after every fault.
    }
}
