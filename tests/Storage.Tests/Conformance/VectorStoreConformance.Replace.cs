using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task Replace_ACollection_GivesItsNameAndAliasesToTheOther()
    {
        var (old, next) = (await NewAsync("live"), await NewAsync("shadow"));
        await UpsertAsync(old, Point(1));
        await UpsertAsync(next, Point(2), Point(3));
        await Store.SetAliasAsync(old.Id, "best", Token);
        await Store.SetAliasAsync(next.Id, "other", Token);

        await Store.ReplaceAsync(old.Id, next.Id, "kept", Token);

        await AssertReplaced();
        await ReopenAsync();
        await AssertReplaced();

        async Task AssertReplaced()
        {
            foreach (var name in new[] { "live", "best", "other" })
            {
                var found = (await Store.FindAsync(name, Token))!;
                Assert.Equal((next.Id, "live", 2L), (found.Id, found.Name, found.Points));
                Assert.Equal(["best", "other"], found.Aliases);
            }

            var kept = (await Store.FindAsync("kept", Token))!;
            Assert.Equal((old.Id, "kept", 1L), (kept.Id, kept.Name, kept.Points));
            Assert.Empty(kept.Aliases);
            Assert.Null(await Store.FindAsync("shadow", Token));
            Assert.Equal(["kept", "live"], (await Store.ListAsync(Token)).Select(collection => collection.Name));
            Assert.Equal("live", (await Store.FindAsync(next.Id, Token))!.Name);
            Assert.Equal(Samples.Id(1), Assert.Single(await Store.SearchAsync(old.Id, Point(1).Vector, 5, null, Token)).Id);
        }
    }

    [Fact]
    public async Task Replace_History_IsContinuedByTheOther()
    {
        var (old, next) = (await NewAsync("live"), await NewAsync("shadow"));
        await UpsertAsync(old, Point(1));
        await UpsertAsync(old, Point(2));
        await UpsertAsync(next, Point(1));
        var (before, own) = ((await Store.FindAsync("live", Token))!, await VersionAsync(next));

        await Store.ReplaceAsync(old.Id, next.Id, "kept", Token);

        var after = (await Store.FindAsync("live", Token))!;
        Assert.DoesNotContain(after.Version, new[] { before.Version, own });
        Assert.Equal(before.Created, after.Created);
        Assert.Equal([(1L, 2L), (3L, 3L)], after.History.Epochs(after.Version).Select(epoch => (epoch.First, epoch.Last)));
        Assert.Equal(before.History.Epochs(before.Version)[0], after.History.Epochs(after.Version)[0]);
        Assert.Equal(before.Version, await VersionAsync(before with { Name = "kept" }));
        await UpsertAsync(next, Point(2));
        var written = (await Store.FindAsync("live", Token))!;
        Assert.Equal(4, written.History.Epochs(written.Version)[^1].Last);
    }

    [Fact]
    public async Task Replace_NameIsTaken_IsRefused()
    {
        var (old, next, third) = (await NewAsync("live"), await NewAsync("shadow"), await NewAsync("third"));
        await Store.SetAliasAsync(third.Id, "thirds", Token);

        Assert.Equal(StoreFault.Conflict, await FaultOf(() => Store.ReplaceAsync(old.Id, next.Id, "third", Token)));
        Assert.Equal(StoreFault.Conflict, await FaultOf(() => Store.ReplaceAsync(old.Id, next.Id, "thirds", Token)));
        Assert.Equal(StoreFault.Conflict, await FaultOf(() => Store.ReplaceAsync(old.Id, next.Id, "shadow", Token)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ReplaceAsync(old.Id, next.Id, "Kept", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ReplaceAsync(old.Id, old.Id, "kept", Token));

        Assert.Equal(old.Id, (await Store.FindAsync("live", Token))!.Id);
        Assert.Equal(["live", "shadow", "third"], (await Store.ListAsync(Token)).Select(collection => collection.Name));
    }

    [Fact]
    public async Task Replace_ADroppedCollection_IsNotFound()
    {
        var (old, next) = (await NewAsync("live"), await NewAsync("shadow"));
        await Store.DropAsync(next.Id, Token);

        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.ReplaceAsync(old.Id, next.Id, "kept", Token)));
        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.ReplaceAsync(Guid.NewGuid(), old.Id, "kept", Token)));

        Assert.Equal("live", (await Store.FindAsync(old.Id, Token))!.Name);
        Assert.Null(await Store.FindAsync("kept", Token));
    }

    [Fact]
    public async Task Replace_KeptAsAnAliasOfItsOwn_IsKeptUnderIt()
    {
        var (old, next) = (await NewAsync("live"), await NewAsync("shadow"));
        await Store.SetAliasAsync(old.Id, "kept", Token);

        await Store.ReplaceAsync(old.Id, next.Id, "kept", Token);

        var kept = (await Store.FindAsync("kept", Token))!;
        Assert.Equal((old.Id, "kept"), (kept.Id, kept.Name));
        Assert.Empty(kept.Aliases);
        Assert.Empty((await Store.FindAsync("live", Token))!.Aliases);
    }

    [Fact]
    public async Task Replace_Again_ChangesNothing()
    {
        var (old, next) = (await NewAsync("live"), await NewAsync("shadow"));
        await Store.ReplaceAsync(old.Id, next.Id, "kept", Token);
        var before = (await Store.FindAsync("live", Token))!;

        await Store.ReplaceAsync(old.Id, next.Id, "kept", Token);

        var after = (await Store.FindAsync("live", Token))!;
        Assert.Equal((before.Id, before.Version), (after.Id, after.Version));
        Assert.Equal(old.Id, (await Store.FindAsync("kept", Token))!.Id);
    }

    [Fact]
    public async Task Replace_Names_AreFreeAgainAndNeverLeadToAnEarlierCollection()
    {
        var (old, next) = (await NewAsync("live"), await NewAsync("shadow"));
        await UpsertAsync(next, Point(1));
        await Store.ReplaceAsync(old.Id, next.Id, "kept", Token);

        var shadow = await NewAsync("shadow");
        Assert.DoesNotContain(shadow.Id, new[] { old.Id, next.Id });
        Assert.Equal(("shadow", 0L), (shadow.Name, shadow.Points));
        await UpsertAsync(shadow, Point(2));

        await Store.ReplaceAsync(next.Id, shadow.Id, "kept-too", Token);
        Assert.Equal(shadow.Id, (await Store.FindAsync("live", Token))!.Id);
        foreach (var name in new[] { "live", "kept", "kept-too" })
        {
            var there = (await Store.FindAsync(name, Token))!;
            await Store.DropAsync(there.Id, Token);
            Assert.Null(await Store.FindAsync(name, Token));
            Assert.DoesNotContain((await NewAsync(name)).Id, new[] { old.Id, next.Id, shadow.Id });
        }

        Assert.Equal(["kept", "kept-too", "live"], (await Store.ListAsync(Token)).Select(collection => collection.Name));
    }

    [Fact]
    public async Task Replace_WhileLookedUp_FindsTheOldOrTheNew()
    {
        var old = await NewAsync("live");
        await Store.SetAliasAsync(old.Id, "best", Token);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var looking = Task.Run(
            async () =>
            {
                var looks = 0;
                for (; !enough.IsCancellationRequested || looks == 0; looks++)
                {
                    Assert.Equal("live", (await Store.FindAsync("live", Token))?.Name);
                    Assert.NotNull(await Store.FindAsync("best", Token));
                }

                return looks;
            },
            Token);

        for (var i = 0; i < 20; i++)
        {
            var next = await NewAsync($"shadow-{i}");
            await Store.ReplaceAsync(old.Id, next.Id, $"kept-{i}", Token);
            old = next;
        }

        await enough.CancelAsync();
        Assert.True(await looking > 0);
    }

    [Fact]
    public async Task Upsert_Changed_NamesEveryPointThatIsOtherwiseThanBefore()
    {
        var collection = await NewAsync();
        await UpsertAsync(collection, Point(1, "a", "b"), Point(2, "c"), Point(3, "d"));

        var result = await UpsertAsync(collection, Replacing(4, 1, "b"), Replacing(4, 2, "c"), Point(3, "d"), Replacing(3, 9, "d"));

        Assert.Equal(new[] { 1, 2, 4 }.Select(Samples.Id).Order(), result.Changed.Order());
    }
}
