using System.Diagnostics;
using Txt2Image.Cluster.Harness.Local;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Redis loses all its data, including the cluster's membership.</summary>
internal sealed class RedisLoss : Fault
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan WholeAgain = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a silo of the old cluster may still run beside one of the new: less than the time between two reads of the membership table.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    public override string Name => "redis-loss";

    public override string Title => "Redis comes back empty";

    public override async Task InjectAsync(Trial trial, CancellationToken cancellationToken)
    {
        var cluster = trial.Cluster;
        var old = cluster.Silos.ToDictionary(silo => silo.Port, silo => silo.Process.Pid);
        await cluster.Redis.KillAsync();
        cluster.EmptyRedis();
        await Task.Delay(trial.Pace.Outage(3), cancellationToken);
        cluster.Redis.Start();

        var began = Trial.Now;
        long? both = null;
        var apart = false;
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Every, cancellationToken);
            var active = await cluster.Membership.ActiveAsync() ?? [];
            var left = cluster.Silos.Count(silo => silo.Process.Pid is { } pid && pid == old[silo.Port]);
            both = left > 0 && active.Count > 0 ? both ?? Trial.Now : null;
            apart |= both is { } since && Stopwatch.GetElapsedTime(since) > Overlap;
            if (left == 0 && IsWhole(cluster, active))
            {
                break;
            }
        }

        var members = await cluster.Membership.ActiveAsync() ?? [];
        trial.Require(!apart, "there are never two clusters");
        trial.Require(IsWhole(cluster, members), $"the table lists every silo once ({string.Join(", ", members.Select(member => member.Port))})");
        await cluster.ReadyAsync(cancellationToken);
        await trial.RecoveredAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(began);
        trial.Limit(took <= WholeAgain, $"the cluster is complete again within {WholeAgain.TotalSeconds:F0} s ({took.TotalSeconds:F1} s)");
    }

    public override void Judge(Trial trial)
    {
        // Everything was checked while it happened.
    }

    private static bool IsWhole(LocalCluster cluster, IReadOnlyList<Member> active) =>
        active.Select(member => member.Port).Order().SequenceEqual(cluster.Silos.Select(silo => silo.Port).Order());
}
