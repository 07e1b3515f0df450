using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task Delete_SomeIds_AreGoneAndTold()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a"), Point(2), Point(3));

        var result = await Store.DeleteAsync(collection.Id, [Samples.Id(1), Samples.Id(9), Samples.Id(3), Samples.Id(1)], Token);

        Assert.Equal(new[] { Samples.Id(1), Samples.Id(3) }.Order(), result.Deleted.Order());
        Assert.Equal(result.Version, await VersionAsync(collection));
        Assert.Equal(Samples.Id(2), Assert.Single(await Store.SearchAsync(collection.Id, Point(1).Vector, 5, null, Token)).Id);
        await ReopenAsync();
        Assert.Equal(Samples.Id(2), Assert.Single(await Store.ScrollAsync(collection.Id, null, 5, withVectors: false, Token)).Id);
        Assert.Equal(1, (await Store.FindAsync(collection.Name, Token))!.Points);
    }

    [Fact]
    public async Task Delete_ThenAddAgain_TakesTheNewContent()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a", "b"));
        await Store.DeleteAsync(collection.Id, [Samples.Id(1)], Token);

        var result = await UpsertAsync(collection, Point(1, "c") with { Vector = Samples.Vector(50, Dimension) }, Point(2, "a"));

        Assert.Equal([UpsertOutcome.Added, UpsertOutcome.Added], result.Outcomes);
        Assert.Equal(["c"], (await FindAsync(collection, 1))!.Payload.Names);
        Assert.Equal(Samples.Vector(50, Dimension), (await FindAsync(collection, 1))!.Vector.ToArray());
        Assert.Equal(1, (await Store.SearchAsync(collection.Id, Samples.Vector(50, Dimension), 1, null, Token))[0].Score, 1e-6);
    }

    [Fact]
    public async Task Get_SomeIds_ReturnsThoseThatAreThere()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1), Point(2), Point(3));

        var found = await Store.GetAsync(collection.Id, [Samples.Id(3), Samples.Id(8), Samples.Id(1), Samples.Id(3)], withVectors: false, Token);

        Assert.Equal(new[] { Samples.Id(1), Samples.Id(3) }.Order(), found.Select(point => point.Id).Order());
        Assert.All(found, point => Assert.True(point.Vector.IsEmpty));
        Assert.Empty(await Store.GetAsync(collection.Id, [], withVectors: true, Token));
    }

    [Fact]
    public async Task GetVectors_SomeIds_ReturnsThoseThatAreThereToTheLastBit()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1), Point(2), Point(3));

        var found = await Store.GetVectorsAsync(collection.Id, [Samples.Id(3), Samples.Id(8), Samples.Id(1), Samples.Id(3)], Token);

        Assert.Equal(new[] { Samples.Id(1), Samples.Id(3) }.Order(), found.Keys.Order());
        Assert.Equal(Point(3).Vector.ToArray(), found[Samples.Id(3)].ToArray());
        Assert.Empty(await Store.GetVectorsAsync(collection.Id, [], Token));
        await Store.DropAsync(collection.Id, Token);
        var failure = await Assert.ThrowsAsync<StoreException>(() => Store.GetVectorsAsync(collection.Id, [Samples.Id(1)], Token));
        Assert.Equal(StoreFault.NotFound, failure.Fault);
    }

    [Fact]
    public async Task Scroll_InPages_GivesEveryPointOnceInIdOrder()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, [.. Enumerable.Range(0, 23).Select(i => Point(i))]);
        var seen = new List<Point>();

        while (await Store.ScrollAsync(collection.Id, seen.LastOrDefault()?.Id, 5, withVectors: true, Token) is { Count: > 0 } page)
        {
            Assert.True(page.Count == 5 || seen.Count + page.Count == 23);
            seen.AddRange(page);
        }

        var expected =
            Enumerable.Range(0, 23).Select(Samples.Id).OrderBy(id => Convert.ToHexString(id.ToByteArray(bigEndian: true)), StringComparer.Ordinal);
        Assert.Equal(expected, seen.Select(point => point.Id));
        Assert.All(seen, point => Assert.Equal(Dimension, point.Vector.Length));
    }

    [Fact]
    public async Task Scroll_AfterAnIdThatIsNotThere_GoesOnBehindIt()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1), Point(2), Point(3));
        var order = new[] { 1, 2, 3 }.Select(Samples.Id).Order().ToArray();
        await Store.DeleteAsync(collection.Id, [order[1]], Token);

        Assert.Equal([order[2]], (await Store.ScrollAsync(collection.Id, order[1], 5, withVectors: false, Token)).Select(point => point.Id));
        Assert.Empty(await Store.ScrollAsync(collection.Id, order[2], 5, withVectors: false, Token));
        Assert.Equal(order[0], Assert.Single(await Store.ScrollAsync(collection.Id, null, 1, withVectors: false, Token)).Id);
    }

    [Fact]
    public async Task EveryCall_CancelledBefore_IsCancelled()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1));
        var version = await VersionAsync(collection);
        var cancelled = new CancellationToken(canceled: true);
        Func<Task>[] calls =
        [
            () => Store.CreateAsync(Samples.Collection("other", Dimension), cancelled),
            () => Store.FindAsync("pictures", cancelled),
            () => Store.ListAsync(cancelled),
            () => Store.DropAsync(collection.Id, cancelled),
            () => Store.UpsertAsync(collection.Id, [Point(2)], cancelled),
            () => Store.DeleteAsync(collection.Id, [Samples.Id(1)], cancelled),
            () => Store.RemoveNamesAsync(collection.Id, [.. Names(1, "image 1.png")], cancelled),
            () => Store.SetAliasAsync(collection.Id, "live", cancelled),
            () => Store.RemoveAliasAsync(collection.Id, "live", cancelled),
            () => Store.GetAsync(collection.Id, [Samples.Id(1)], withVectors: false, cancelled),
            () => Store.ScrollAsync(collection.Id, null, 1, withVectors: false, cancelled),
            () => Store.NewestAsync(collection.Id, null, 1, cancelled),
            () => Store.SearchAsync(collection.Id, Point(1).Vector, 1, null, cancelled),
            () => Store.PingAsync(cancelled),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        }

        Assert.Equal(version, await VersionAsync(collection));
    }
}
