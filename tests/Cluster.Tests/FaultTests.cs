using Txt2Image.Cluster.Harness.Faults;

namespace Txt2Image.Cluster.Tests;

/// <summary>
/// What must hold whatever the clock says: nothing acknowledged is lost or hidden, every image is there once, refusals say what they are, and all goes on
/// by itself. How long it takes is measured by <c>tests/Cluster.Harness -- failures</c>.
/// </summary>
[Collection(nameof(RunningCluster))]
public sealed class FaultTests(RunningCluster running)
{
    [Fact]
    public Task OneSiloKilled_NothingIsLost() => running.SurvivesAsync(new KillSilo());

    [Fact]
    public Task OneSiloToldToStop_EndsInOrder() => running.SurvivesAsync(new StopSilo());

    [Fact]
    public Task RedisKilledAndBack_CachesAnswerAgain() => running.SurvivesAsync(new RedisOutage());

    [Fact]
    public Task RedisBackEmpty_IsOneClusterAgain() => running.SurvivesAsync(new RedisLoss());

    [Fact]
    public Task StoreKilledAndBack_RefusesByNameAndRecovers() => running.SurvivesAsync(new StoreOutage());

    [Fact]
    public Task ApiKilledInMidIngest_EveryImageIsThereOnce() => running.SurvivesAsync(new KillApi());

    [Fact]
    public Task AllSilosRestartedOnOtherPorts_TheApiFindsThem() => running.SurvivesAsync(new MoveSilos());

    [Fact]
    public Task OneSiloFrozen_NothingAcknowledgedIsInvisible() => running.SurvivesAsync(new FreezeSilo());

    [Fact]
    public Task SlowStores_WhatIsNotAnsweredIsRefusedInOrder() => running.SurvivesAloneAsync(new SlowStores());

    [Fact]
    public Task AFullDisk_IsNamed_AndNothingIsAcknowledgedThatIsNotStored() => running.SurvivesAloneAsync(new FullDisk());

    [Fact]
    public Task TooMuch_IsRefusedWithWhenToComeBack() => running.SurvivesAsync(new Overload());
}
