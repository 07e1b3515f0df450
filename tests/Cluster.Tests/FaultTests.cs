using Txt2Image.Cluster.Harness.Faults;

namespace Txt2Image.Cluster.Tests;

/// <summary>
/// What must hold regardless of timing: no acknowledged image is lost or hidden, every image exists once, errors have codes, and the cluster recovers
/// by itself. How long that takes is measured by <c>tests/Cluster.Harness -- failures</c>.
/// </summary>
[Collection(nameof(RunningCluster))]
public sealed class FaultTests(RunningCluster running)
{
    [Fact]
    public Task Silo_Killed_NothingIsLost() => running.SurvivesAsync(new KillSilo());

    [Fact]
    public Task Silo_AskedToStop_EndsInOrder() => running.SurvivesAsync(new StopSilo());

    [Fact]
    public Task Redis_KilledAndBack_CachesAnswerAgain() => running.SurvivesAsync(new RedisOutage());

    [Fact]
    public Task Redis_BackEmpty_IsOneClusterAgain() => running.SurvivesAsync(new RedisLoss());

    [Fact]
    public Task Store_KilledAndBack_FailuresAreNamedAndSearchesRecover() => running.SurvivesAsync(new StoreOutage());

    [Fact]
    public Task Api_KilledDuringAnIngest_EveryImageIsThereOnce() => running.SurvivesAsync(new KillApi());

    [Fact]
    public Task Silos_RestartedOnOtherPorts_AreFoundByTheApi() => running.SurvivesAsync(new MoveSilos());

    [Fact]
    public Task Silo_Frozen_EveryAcknowledgedImageIsFound() => running.SurvivesAsync(new FreezeSilo());

    [Fact]
    public Task Stores_Slow_WhatIsNotAnsweredIsRejectedInTime() => running.SurvivesAloneAsync(new SlowStores());

    [Fact]
    public Task Disk_Full_IsNamedAndOnlyStoredImagesAreAcknowledged() => running.SurvivesAloneAsync(new FullDisk());

    [Fact]
    public Task Load_TooHigh_IsRejectedWithRetryAfter() => running.SurvivesAsync(new Overload());
}
