using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task History_WritesOfEveryKind_AreCounted()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a"), Point(2, "b"));
        await UpsertAsync(collection, Point(1, "a"));
        await Store.RemoveNamesAsync(collection.Id, [.. Names(1, "a")], Token);
        var last = await Store.DeleteAsync(collection.Id, [], Token);

        var found = (await Store.FindAsync(collection.Name, Token))!;

        Assert.Equal(last.Version, found.Version);
        var epoch = Assert.Single(found.History.Epochs(found.Version));
        Assert.Equal((1L, 4L), (epoch.First, epoch.Last));
    }

    [Fact]
    public async Task History_AnotherProcessWrites_BeginsAnEpochThere()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1));
        await ReopenAsync();
        await UpsertAsync(collection, Point(2));
        await UpsertAsync(collection, Point(3));

        var found = (await Store.FindAsync(collection.Name, Token))!;

        Assert.Equal([(1L, 1L), (2L, 3L)], found.History.Epochs(found.Version).Select(epoch => (epoch.First, epoch.Last)));
        Assert.Equal(found.History.ToString(), Assert.Single(await Store.ListAsync(Token)).History.ToString());
    }
}
