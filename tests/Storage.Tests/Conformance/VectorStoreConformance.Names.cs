using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    /// <summary>The order of UTF-16: a character beyond the first 65,536 comes before the last ones of these. UTF-8 has the other order.</summary>
    [Fact]
    public async Task Names_OfAPoint_AreInOrdinalOrderAfterReopening()
    {
        string[] names = ["\U0001F600.png", "\uFF5E.png"];
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, names[1], names[0]));

        await ReopenAsync();

        Assert.Equal(names, (await FindAsync(collection, 1))!.Payload.Names);
        Assert.Equal(names, Assert.Single(await Store.SearchAsync(collection.Id, Point(1).Vector, 1, null, Token)).Payload.Names);
    }

    [Fact]
    public async Task RemoveNames_OneOfTwo_LeavesThePoint()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a", "b"), Point(2, "c"));

        var removal = await Store.RemoveNamesAsync(collection.Id, [.. Names(1, "b", "never", "c"), .. Names(9, "a")], Token);

        Assert.Equal(Names(1, "b"), removal.Removed);
        Assert.Empty(removal.Orphans);
        Assert.Equal(removal.Version, await VersionAsync(collection));
        Assert.NotEqual(collection.Version, removal.Version);
        await AssertHeld();
        await ReopenAsync();
        await AssertHeld();

        async Task AssertHeld()
        {
            Assert.Equal(["a"], (await FindAsync(collection, 1))!.Payload.Names);
            Assert.Equal(Point(1).Vector.ToArray(), (await FindAsync(collection, 1))!.Vector.ToArray());
            Assert.Equal(["c"], (await FindAsync(collection, 2))!.Payload.Names);
            var hits = await Store.SearchAsync(collection.Id, Point(1).Vector, 5, null, Token);
            Assert.Equal(["a"], hits.Single(hit => hit.Id == Samples.Id(1)).Payload.Names);
        }
    }

    [Fact]
    public async Task RemoveNames_TheLast_DeletesThePointInTheSameStep()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a", "b"), Point(2, "c"), Point(3, "d"));

        var removal = await Store.RemoveNamesAsync(collection.Id, [.. Names(1, "b", "a", "a"), .. Names(3, "d")], Token);

        Assert.Equal(Names(1, "a", "b").Concat(Names(3, "d")), removal.Removed.OrderBy(name => name.Name, StringComparer.Ordinal));
        Assert.Equal(new[] { Samples.Id(1), Samples.Id(3) }.Order(), removal.Orphans.Order());
        await AssertOnlySecond();
        await ReopenAsync();
        await AssertOnlySecond();

        async Task AssertOnlySecond()
        {
            Assert.Equal(Samples.Id(2), Assert.Single(await Store.SearchAsync(collection.Id, Point(1).Vector, 5, null, Token)).Id);
            Assert.Equal(1, (await Store.FindAsync(collection.Name, Token))!.Points);
        }
    }

    [Fact]
    public async Task RemoveNames_Again_RemovesNothingAndRenewsTheVersion()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a", "b"));
        var first = await Store.RemoveNamesAsync(collection.Id, [.. Names(1, "a")], Token);

        var again = await Store.RemoveNamesAsync(collection.Id, [.. Names(1, "a")], Token);

        Assert.Empty(again.Removed);
        Assert.Empty(again.Orphans);
        Assert.NotEqual(first.Version, again.Version);
        Assert.Equal(["b"], (await FindAsync(collection, 1))!.Payload.Names);
    }

    [Fact]
    public async Task RemoveNames_ThatAnotherPointHasToo_LeavesThatPoint()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a"), Point(2, "a"));

        var removal = await Store.RemoveNamesAsync(collection.Id, [.. Names(1, "a")], Token);

        Assert.Equal([Samples.Id(1)], removal.Orphans);
        await ReopenAsync();
        Assert.Null(await FindAsync(collection, 1));
        Assert.Equal(["a"], (await FindAsync(collection, 2))!.Payload.Names);
    }

    [Fact]
    public async Task RemoveNames_ThenAddUnderThem_TakesThem()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a"));
        await Store.RemoveNamesAsync(collection.Id, [.. Names(1, "a")], Token);

        Assert.Equal([UpsertOutcome.Added, UpsertOutcome.Added], (await UpsertAsync(collection, Point(2, "a"), Point(1, "b"))).Outcomes);

        Assert.Equal(["a"], (await FindAsync(collection, 2))!.Payload.Names);
        Assert.Equal(["b"], (await FindAsync(collection, 1))!.Payload.Names);
    }

    [Fact]
    public async Task RemoveNames_OfOneCollection_LeavesTheOthers()
    {
        var one = await NewAsync("one");
        var two = await NewAsync("two");
        await UpsertAsync(one, Point(1, "a"));
        await UpsertAsync(two, Point(1, "a"));

        await Store.RemoveNamesAsync(one.Id, [.. Names(1, "a")], Token);

        Assert.Null(await FindAsync(one, 1));
        Assert.Equal(["a"], (await FindAsync(two, 1))!.Payload.Names);
    }

    [Fact]
    public async Task RemoveNames_Thousands_AreAllGone()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, [.. Enumerable.Range(0, 600).Select(i => Point(i, $"{i} a", $"{i} b"))]);

        var removal =
            await Store.RemoveNamesAsync(collection.Id, [.. Enumerable.Range(0, 550).SelectMany(i => Names(i, $"{i} a", $"{i} b"))], Token);

        Assert.Equal(1100, removal.Removed.Count);
        Assert.Equal(550, removal.Orphans.Count);
        Assert.Equal(50, (await Store.FindAsync(collection.Name, Token))!.Points);
    }

    [Fact]
    public async Task Describe_AfterEveryWrite_TellsBytesAndTheTimeOfTheChange()
    {
        var collection = await NewAsync();
        Assert.Equal((0L, collection.Created), (collection.Bytes, collection.Changed));
        await UpsertAsync(collection, Sized(1, 100, "a"), Sized(2, 1000, "b"), Sized(3, 10_000, "c"));
        var changed = await AssertBytesAsync(11_100, collection.Created);

        // Changes of names only, a point that replaces another under its last name, a removal of names and a delete.
        await UpsertAsync(collection, Sized(1, 100, "d"));
        changed = await AssertBytesAsync(11_100, changed);
        await UpsertAsync(collection, Sized(4, 7, "b") with { Payload = Sized(4, 7, "b").Payload with { Replaces = Samples.Id(2) } });
        changed = await AssertBytesAsync(10_107, changed);
        await Store.RemoveNamesAsync(collection.Id, [.. Names(3, "c")], Token);
        changed = await AssertBytesAsync(107, changed);
        await Store.DeleteAsync(collection.Id, [Samples.Id(1)], Token);
        changed = await AssertBytesAsync(7, changed);

        await ReopenAsync();
        var after = (await Store.FindAsync(collection.Name, Token))!;
        Assert.Equal((7L, changed), (after.Bytes, after.Changed));

        async Task<DateTimeOffset> AssertBytesAsync(long bytes, DateTimeOffset before)
        {
            var found = (await Store.FindAsync(collection.Name, Token))!;
            Assert.Equal(bytes, found.Bytes);
            Assert.Equal(bytes, (await Store.ListAsync(Token)).Single(one => one.Id == collection.Id).Bytes);
            Assert.True(found.Changed >= before);
            Assert.Equal(TimeSpan.Zero, found.Changed.Offset);
            return found.Changed;
        }

        static Point Sized(int number, long bytes, string name) =>
            Point(number, name) with { Payload = Samples.Payload(name) with { Bytes = bytes } };
    }
}
