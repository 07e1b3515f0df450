using Grpc.Core;
using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Tests.Support;

namespace Txt2Image.Storage.Tests.Qdrant;

public sealed class QdrantCreationTests : QdrantStoreTest
{
    [Fact]
    public async Task Create_TwoStoresAtOnceOnAnEmptyServer_OneCreates()
    {
        await using var other = Open();

        for (var round = 0; round < 5; round++)
        {
            var wanted = Samples.Collection($"round-{round}", Dimension);
            var results = await Task.WhenAll(new[] { Store, other, Store, other }.Select(store => store.CreateAsync(wanted, Token)));

            Assert.Single(results, result => result.Created);
            Assert.Single(results.Select(result => result.Collection.Id).Distinct());
        }
    }

    [Fact]
    public async Task Create_TwoNamesAtOnceOnAnEmptyServer_BothAreInTheCatalogue()
    {
        await using var other = Open();

        var results =
            await Task.WhenAll(
                Store.CreateAsync(Samples.Collection("one", Dimension), Token), other.CreateAsync(Samples.Collection("two", Dimension), Token));

        Assert.All(results, result => Assert.True(result.Created));
        Assert.Equal(["one", "two"], (await Store.ListAsync(Token)).Select(collection => collection.Name));
    }

    [Fact]
    public async Task Create_FirstCreatorDiedHalfway_TheNextTakesOver()
    {
        await NewAsync("first");
        Server.Faults.Fail("Points/Upsert", StatusCode.Unavailable, times: 3);
        await FailureOf(() => NewAsync());
        Assert.Null(await Store.FindAsync("pictures", Token));

        var (collection, created) = await Store.CreateAsync(Samples.Collection("pictures", Dimension), Token);

        Assert.True(created);
        await UpsertAsync(collection, Point(1));
        Assert.Equal(["txt2image_catalogue", "txt2image_first_1", "txt2image_pictures_1"], Server.Collections);
    }

    /// <summary>Two creators may both enter a collection, if one takes the other for dead: it is the same one then.</summary>
    [Fact]
    public async Task Id_OfACollection_FollowsFromItsPlace()
    {
        var collection = await NewAsync();
        await using var another = await StandInServer.StartAsync(ServerOptions);
        await using var store = Open(options => options.Url = another.Url);

        var (same, created) = await store.CreateAsync(Samples.Collection("pictures", Dimension), Token);

        Assert.True(created);
        Assert.Equal(collection.Id, same.Id);
        Assert.NotEqual(collection.Id, (await NewAsync("others")).Id);
    }

    [Fact]
    public async Task Create_LeftoverOfAnotherDimension_IsPassedOver()
    {
        await NewAsync("first");
        Server.Faults.Fail("Points/Upsert", StatusCode.Unavailable, times: 3);
        await FailureOf(() => Store.CreateAsync(Samples.Collection("pictures", Dimension + 1), Token));

        await UpsertAsync(await NewAsync(), Point(1));

        Assert.Contains("txt2image_pictures_2", Server.Collections);
    }

    [Fact]
    public async Task Drop_Interrupted_IsFinishedWhenAskedAgain()
    {
        var collection = await NewAsync();
        Server.Faults.Fail("Collections/Delete", StatusCode.Unavailable, times: 3);
        await FailureOf(() => Store.DropAsync(collection.Id, Token));
        Assert.Null(await Store.FindAsync("pictures", Token));

        Assert.False(await Store.DropAsync(collection.Id, Token));

        Assert.Equal(["txt2image_catalogue"], Server.Collections);
        Assert.NotEqual(collection.Id, (await NewAsync()).Id);
        Assert.Equal(["txt2image_catalogue", "txt2image_pictures_2"], Server.Collections);
    }

    [Fact]
    public async Task Drop_ByAnotherStore_IsSeenByThisOne()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1));
        await using var other = Open();

        Assert.True(await other.DropAsync(collection.Id, Token));

        Assert.Equal(StoreFault.NotFound, (await FailureOf(() => UpsertAsync(collection, Point(1)))).Fault);
        Assert.Equal(StoreFault.NotFound, (await FailureOf(() => UpsertAsync(collection))).Fault);
    }

    [Fact]
    public async Task Prefix_Another_IsAnotherWorld()
    {
        await NewAsync();
        await using var other = Open(options => options.Prefix = "other");

        Assert.Empty(await other.ListAsync(Token));
        Assert.True((await other.CreateAsync(Samples.Collection("pictures", Dimension), Token)).Created);
    }
}
