using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task Create_NewName_IsInTheCatalogue()
    {
        var (created, isNew) = await Store.CreateAsync(new NewCollection("holiday-2024_b", "f1", "A model", Dimension), Token);

        Assert.True(isNew);
        Assert.Equal(
            ("holiday-2024_b", "f1", "A model", Dimension, 0L), (created.Name, created.Model, created.ModelName, created.Dimension, created.Points));
        Assert.NotEmpty(created.Version);
        Assert.Empty(created.Aliases);
        Assert.Equal(TimeSpan.Zero, created.Created.Offset);
        Assert.Equivalent(created, await Store.FindAsync("holiday-2024_b", Token), strict: true);
    }

    [Fact]
    public async Task Create_SameAgain_FindsIt()
    {
        var first = await NewAsync();
        var (second, isNew) = await Store.CreateAsync(Samples.Collection("pictures", Dimension), Token);

        Assert.False(isNew);
        Assert.Equivalent(first, second, strict: true);
    }

    [Fact]
    public async Task Create_OtherModelOrDimension_IsAConflict()
    {
        await NewAsync();

        Assert.Equal(StoreFault.Conflict, await FaultOf(() => Store.CreateAsync(new NewCollection("pictures", "other", "Other", Dimension), Token)));
        Assert.Equal(StoreFault.Conflict, await FaultOf(() => Store.CreateAsync(Samples.Collection("pictures", Dimension + 1), Token)));
    }

    [Fact]
    public async Task Create_ManyAtOnce_OneCreates()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Store.CreateAsync(Samples.Collection("pictures", Dimension), Token)));

        Assert.Single(results, result => result.Created);
        Assert.Single(results.Select(result => result.Collection.Id).Distinct());
    }

    [Fact]
    public async Task List_SeveralCollections_InOrdinalOrder()
    {
        foreach (var name in new[] { "b", "a-2", "a_1", "0", "a" })
        {
            await NewAsync(name);
        }

        Assert.Equal(["0", "a", "a-2", "a_1", "b"], (await Store.ListAsync(Token)).Select(collection => collection.Name), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Find_ById_IsThatCollectionUntilItIsDropped()
    {
        var created = await NewAsync();
        await UpsertAsync(created, Point(1));

        var found = await Store.FindAsync(created.Id, Token);
        Assert.Equivalent(await Store.FindAsync("pictures", Token), found, strict: true);

        await Store.DropAsync(created.Id, Token);
        Assert.Null(await Store.FindAsync(created.Id, Token));
        Assert.Null(await Store.FindAsync(Guid.NewGuid(), Token));
    }

    [Fact]
    public async Task Find_UnknownName_IsNull() => Assert.Null(await Store.FindAsync("nothing", Token));

    [Fact]
    public async Task Drop_ThenSameName_GetsANewPhysicalIdAndNoPoints()
    {
        var first = await NewAsync();
        var other = await NewAsync("other");
        await UpsertAsync(first, Point(1));
        await UpsertAsync(other, Point(1));

        Assert.True(await Store.DropAsync(first.Id, Token));
        Assert.False(await Store.DropAsync(first.Id, Token));
        Assert.Null(await Store.FindAsync("pictures", Token));
        var second = await NewAsync();

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(0, second.Points);
        Assert.Empty(await Store.SearchAsync(second.Id, Samples.Vector(1, Dimension), 10, null, Token));
        Assert.Empty(await Store.ScrollAsync(second.Id, null, 10, withVectors: false, Token));
        Assert.NotNull(await FindAsync(other, 1));
    }

    [Fact]
    public async Task Drop_ThenTheSameNames_AreThoseOfTheNewPoints()
    {
        var dropped = await NewAsync();
        await UpsertAsync(dropped, Point(1, "a.jpg", "b.jpg"), Point(2, "c.jpg"));
        await Store.DropAsync(dropped.Id, Token);
        var collection = await NewAsync();

        var result = await UpsertAsync(collection, Point(2, "a.jpg"), Point(3, "b.jpg", "c.jpg"));

        Assert.Equal([UpsertOutcome.Added, UpsertOutcome.Added], result.Outcomes);
        Assert.Empty(result.Orphans);
        Assert.Equal(["a.jpg"], (await FindAsync(collection, 2))!.Payload.Names);
        Assert.Equal(["b.jpg", "c.jpg"], (await FindAsync(collection, 3))!.Payload.Names);
    }

    [Fact]
    public async Task EveryCall_OnADroppedCollection_IsNotFound()
    {
        var collection = await NewAsync();
        await Store.DropAsync(collection.Id, Token);

        Assert.Equal(StoreFault.NotFound, await FaultOf(() => UpsertAsync(collection, Point(1))));
        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.DeleteAsync(collection.Id, [Samples.Id(1)], Token)));
        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.RemoveNamesAsync(collection.Id, [.. Names(1, "a")], Token)));
        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.SetAliasAsync(collection.Id, "live", Token)));
        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.RemoveAliasAsync(collection.Id, "live", Token)));
        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.GetAsync(collection.Id, [Samples.Id(1)], withVectors: false, Token)));
        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.ScrollAsync(collection.Id, null, 1, withVectors: false, Token)));
        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.SearchAsync(collection.Id, Samples.Vector(1, Dimension), 1, null, Token)));
    }

    [Fact]
    public async Task Version_EveryWrite_RenewsIt()
    {
        var collection = await NewAsync();
        var versions = new List<string> { collection.Version };

        versions.Add((await UpsertAsync(collection, Point(1))).Version);
        versions.Add((await UpsertAsync(collection, Point(1))).Version);
        versions.Add((await Store.DeleteAsync(collection.Id, [Samples.Id(1)], Token)).Version);
        versions.Add((await Store.DeleteAsync(collection.Id, [Samples.Id(1)], Token)).Version);

        Assert.Equal(versions.Count, versions.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(versions[^1], await VersionAsync(collection));
    }

    [Fact]
    public async Task Version_WriteToOneCollection_LeavesTheOthers()
    {
        var one = await NewAsync("one");
        var two = await NewAsync("two");

        await UpsertAsync(one, Point(1));

        Assert.Equal(two.Version, await VersionAsync(two));
    }

    [Fact]
    public async Task Reopen_Catalogue_IsTheSame()
    {
        var empty = await NewAsync("empty");
        var full = await NewAsync("full");
        await UpsertAsync(full, Point(1), Point(2));
        var before = await Store.ListAsync(Token);

        await ReopenAsync();

        Assert.Equivalent(before, await Store.ListAsync(Token), strict: true);
        Assert.Equal(2, (await Store.FindAsync("full", Token))!.Points);
        Assert.Equal(empty.Id, (await Store.FindAsync("empty", Token))!.Id);
    }

    [Fact]
    public async Task Ping_OpenStore_Answers() => await Store.PingAsync(Token);
}
