using Txt2Image.Cluster.Harness.Local;

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>Something that breaks, and what must hold when it does.</summary>
internal abstract class Fault
{
    /// <summary>All, in the order of the table.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new KillSilo(), new FreezeSilo(), new StopSilo(), new RedisOutage(), new RedisLoss(), new StoreOutage(), new SlowStores(), new KillApi(), new MoveSilos(),
        new FullDisk(), new Overload(),
    ];

    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Its name in the table.</summary>
    public abstract string Title { get; }

    /// <summary>What a cluster needs for it.</summary>
    public virtual ClusterPlan Prepare(ClusterPlan plan) => plan;

    /// <summary>Why it cannot be tried here, or null.</summary>
    public virtual Task<string?> RefusalAsync() => Task.FromResult<string?>(null);

    /// <summary>Breaks something, waits, and mends it where nothing mends itself.</summary>
    public abstract Task InjectAsync(Trial trial, CancellationToken cancellationToken);

    /// <summary>Judges what the load has seen.</summary>
    public abstract void Judge(Trial trial);
}
