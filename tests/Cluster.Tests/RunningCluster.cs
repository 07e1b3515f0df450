using Txt2Image.Cluster.Harness.Faults;
using Txt2Image.Cluster.Harness.Local;
using Txt2Image.Cluster.Tests;
using Txt2Image.Tests.Support.Processes;

[assembly: AssemblyFixture(typeof(RunningCluster))]

namespace Txt2Image.Cluster.Tests;

/// <summary>
/// Two silos, an Api, Redis and a stand-in for Qdrant, each in its own process, shared by all tests. Each test must leave them intact.
/// </summary>
public sealed class RunningCluster : IAsyncLifetime
{
    private TemporaryFolder? _folder;
    private LocalCluster? _cluster;

    /// <summary>The cluster; the test is skipped if Redis is not installed.</summary>
    internal LocalCluster Cluster
    {
        get
        {
            Assert.SkipWhen(_cluster is null, "redis-server is not installed (apt-get install redis-server): NO CLUSTER IS TESTED ON THIS MACHINE.");
            return _cluster!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (OperatingSystem.IsWindows() || !RedisServer.IsInstalled)
        {
            return;
        }

        _folder = new TemporaryFolder();
        _cluster = await LocalCluster.StartAsync(new ClusterPlan(_folder.Path), _ => { }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _folder?.Dispose();
    }

    /// <summary>Injects a fault under light load, and asserts what must hold regardless of timing.</summary>
    internal async Task SurvivesAsync(Fault fault)
    {
        var report = await FaultRun.RunAsync(fault, Cluster, Gentle, TestContext.Current.CancellationToken);
        Assert.True(report.Holds, string.Join('\n', report.Details()));
    }

    /// <summary>
    /// The same on a cluster built for the fault: with proxies in front of the stores, or with a small disk. The test is skipped if this machine
    /// cannot provide it.
    /// </summary>
    internal async Task SurvivesAloneAsync(Fault fault)
    {
        _ = Cluster;
        var refusal = await fault.RefusalAsync();
        Assert.SkipWhen(refusal is not null, $"{refusal}: '{fault.Title}' IS NOT TESTED ON THIS MACHINE.");
        using var folder = new TemporaryFolder();
        await using var cluster =
            await LocalCluster.StartAsync(fault.Prepare(new ClusterPlan(folder.Path)), _ => { }, TestContext.Current.CancellationToken);
        var report = await FaultRun.RunAsync(fault, cluster, Gentle, TestContext.Current.CancellationToken);
        Assert.True(report.Holds, string.Join('\n', report.Details()));
    }

    /// <summary>Light enough for two busy cores that also run other tests.</summary>
    private static Pace Gentle { get; } =
        Pace.Short with { PerSecond = 15, Steady = TimeSpan.FromSeconds(1.5), LongestOutage = TimeSpan.FromSeconds(3) };
}
