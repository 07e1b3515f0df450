using Txt2Image.Cluster.Harness.Local;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>A fault, and what must hold when it happens.</summary>
internal abstract class Fault
{
    /// <summary>All faults, in the order of the table.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new KillSilo(), new FreezeSilo(), new StopSilo(), new RedisOutage(), new RedisLoss(), new StoreOutage(), new SlowStores(), new KillApi(),
        new MoveSilos(),
        new FullDisk(), new Overload(),
    ];

    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Its name in the table.</summary>
    public abstract string Title { get; }

    /// <summary>Adds to a cluster's plan what this fault needs.</summary>
    public virtual ClusterPlan Prepare(ClusterPlan plan) => plan;

    /// <summary>Why it cannot be injected on this machine; null if it can.</summary>
    public virtual Task<string?> RefusalAsync() => Task.FromResult<string?>(null);

    /// <summary>Injects the fault, waits, and repairs what does not recover by itself.</summary>
    public abstract Task InjectAsync(Trial trial, CancellationToken cancellationToken);

    /// <summary>Checks what the load observed.</summary>
    public abstract void Judge(Trial trial);
}
