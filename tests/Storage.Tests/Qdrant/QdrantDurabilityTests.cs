using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Qdrant;

public sealed class QdrantDurabilityTests : QdrantStoreTest
{
    private readonly TemporaryFolder _folder = new();

    protected override StandInOptions ServerOptions => new() { DataDirectory = _folder.Path };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Restart_Acknowledged_IsAllThere()
    {
        var collection = await NewAsync();
        var result = await UpsertAsync(collection, Point(1, "a"), Point(2, "b"));

        await RestartAsync();

        await AssertThereAsync(collection, result);
    }

    [Fact]
    public async Task Restart_KilledInMidWrite_LosesOnlyWhatWasNotAcknowledged()
    {
        var collection = await NewAsync();
        var result = await UpsertAsync(collection, Point(1, "a"), Point(2, "b"));

        await RestartAsync(() => File.AppendAllBytes(_folder["writes.log"], [2, 200, 0, 0, 0, 1, 2, 3]));

        await AssertThereAsync(collection, result);
        await UpsertAsync(collection, Point(3, "c"));
        await RestartAsync();
        await using var store = Open();
        Assert.Equal(3, (await store.FindAsync("pictures", Token))!.Points);
    }

    private async Task AssertThereAsync(CollectionInfo collection, UpsertResult result)
    {
        await using var store = Open();
        var found = (await store.FindAsync("pictures", Token))!;
        Assert.Equal((collection.Id, result.Version, 2L), (found.Id, found.Version, found.Points));
        var points = await store.GetAsync(collection.Id, [Samples.Id(1), Samples.Id(2)], withVectors: true, Token);
        Assert.All(points, point => Assert.Equal(Dimension, point.Vector.Length));
        Assert.Equal(2, points.Count);
    }
}
