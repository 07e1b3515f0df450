using Txt2Image.Cluster.Harness.Load;
using Txt2Image.Cluster.Harness.Local;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Injects a fault into a cluster.</summary>
internal static class FaultRun
{
    public static async Task<Report> RunAsync(Fault fault, LocalCluster cluster, Pace pace, CancellationToken cancellationToken)
    {
        await cluster.ReadyAsync(cancellationToken);
        var restarts = cluster.Servers.ToDictionary(server => server, server => server.Restarts);
        await using var trial = await Trial.StartAsync(cluster, pace, cancellationToken);
        await Task.Delay(pace.Steady, cancellationToken);
        await fault.InjectAsync(trial, cancellationToken);
        await Task.Delay(pace.Steady, cancellationToken);
        await trial.EndLoadAsync();
        fault.Judge(trial);
        var audit = await AuditAsync(trial, cancellationToken);
        foreach (var server in cluster.Servers.Where(server => server.Restarts > restarts[server]))
        {
            trial.Note($"{server.Name} stopped by itself and was restarted {server.Restarts - restarts[server]} times");
        }

        return new Report(fault.Title)
        {
            Samples = trial.Crowd.Samples,
            Acknowledged = trial.Ingest.Ledger.Acknowledged,
            Lost = audit.Lost.Count,
            Checks = trial.Checks,
            Notes = trial.Notes,
        };
    }

    /// <summary>What must hold for every fault: each acknowledged image is stored, is found, and exists only once.</summary>
    private static async Task<Audit> AuditAsync(Trial trial, CancellationToken cancellationToken)
    {
        var ledger = trial.Ingest.Ledger;
        var audit = await Audit.OfAsync(trial.Http, trial.Ingest.Collection, ledger, cancellationToken);
        trial.Require(ledger.Acknowledged > 0, "images are added");
        trial.Require(audit.Lost.Count == 0, $"no acknowledged image is lost ({audit.Lost.Count} of {ledger.Acknowledged})");
        trial.Require(audit.Invisible == 0, $"every acknowledged image is found ({audit.Invisible} are not)");
        trial.Require(ledger.Acknowledged == ledger.Sent, $"every image is eventually acknowledged ({ledger.Acknowledged} of {ledger.Sent})");
        trial.Require(
            audit.Held == ledger.Sent || ledger.Acknowledged < ledger.Sent,
            $"every image exists exactly once ({audit.Held} of {ledger.Sent})");
        if (trial.Crowd.Samples.Failed > 0)
        {
            trial.Note($"failed requests: {trial.Crowd.Samples.Failures()}");
        }

        if (trial.Ingest.Refusals.Count > 0)
        {
            trial.Note($"uploads that had to be repeated: {Refusals(trial.Ingest)}");
        }

        if (trial.Crowd.NotSent > 0)
        {
            trial.Note($"{trial.Crowd.NotSent} requests could not be sent on time");
        }

        return audit;
    }

    private static string Refusals(Ingest ingest) => string.Join(", ", ingest.Refusals
        .CountBy(
            refusal => refusal.IsNamed ? $"{refusal.Status} {string.Join('/', refusal.Codes.Distinct(StringComparer.Ordinal))}" : "no answer",
            StringComparer.Ordinal)
        .Select(kind => $"{kind.Value} x {kind.Key}"));
}
