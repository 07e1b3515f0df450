using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

public abstract partial class VectorStoreConformance
{
    [Fact]
    public async Task Alias_Set_LeadsToItsCollection()
    {
        var one = await NewAsync("one");
        await Store.SetAliasAsync(one.Id, "live", Token);
        await Store.SetAliasAsync(one.Id, "best", Token);
        await Store.SetAliasAsync(one.Id, "live", Token);

        await AssertThere();
        await ReopenAsync();
        await AssertThere();

        async Task AssertThere()
        {
            foreach (var name in new[] { "one", "live", "best" })
            {
                var found = (await Store.FindAsync(name, Token))!;
                Assert.Equal((one.Id, "one"), (found.Id, found.Name));
                Assert.Equal(["best", "live"], found.Aliases);
            }

            Assert.Equal(["best", "live"], Assert.Single(await Store.ListAsync(Token)).Aliases);
        }
    }

    [Fact]
    public async Task Alias_OfAnother_IsMoved()
    {
        var one = await NewAsync("one");
        var two = await NewAsync("two");
        await Store.SetAliasAsync(one.Id, "live", Token);

        await Store.SetAliasAsync(two.Id, "live", Token);

        Assert.Equal(two.Id, (await Store.FindAsync("live", Token))!.Id);
        Assert.Empty((await Store.FindAsync("one", Token))!.Aliases);
        Assert.Equal(["live"], (await Store.FindAsync("two", Token))!.Aliases);
        await ReopenAsync();
        Assert.Equal(two.Id, (await Store.FindAsync("live", Token))!.Id);
    }

    [Fact]
    public async Task Alias_MovedToAndFro_IsNeverMissing()
    {
        var one = await NewAsync("one");
        var two = await NewAsync("two");
        await Store.SetAliasAsync(one.Id, "live", Token);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var looking = Task.Run(
            async () =>
            {
                var looks = 0;
                for (; !enough.IsCancellationRequested || looks == 0; looks++)
                {
                    Assert.Contains((await Store.FindAsync("live", Token))?.Id, new Guid?[] { one.Id, two.Id });
                }

                return looks;
            },
            Token);

        for (var i = 0; i < 50; i++)
        {
            await Store.SetAliasAsync(i % 2 == 0 ? two.Id : one.Id, "live", Token);
        }

        await enough.CancelAsync();
        Assert.True(await looking > 0);
    }

    [Fact]
    public async Task Alias_Removed_LeadsNowhere()
    {
        var one = await NewAsync("one");
        var two = await NewAsync("two");
        await Store.SetAliasAsync(one.Id, "live", Token);

        Assert.False(await Store.RemoveAliasAsync(two.Id, "live", Token));
        Assert.False(await Store.RemoveAliasAsync(one.Id, "never", Token));
        Assert.Equal(one.Id, (await Store.FindAsync("live", Token))!.Id);
        Assert.True(await Store.RemoveAliasAsync(one.Id, "live", Token));
        Assert.False(await Store.RemoveAliasAsync(one.Id, "live", Token));

        Assert.Null(await Store.FindAsync("live", Token));
        Assert.Empty((await Store.FindAsync("one", Token))!.Aliases);
    }

    [Fact]
    public async Task Alias_AndName_AreNeverTheSame()
    {
        var one = await NewAsync("one");
        await NewAsync("two");
        await Store.SetAliasAsync(one.Id, "live", Token);

        Assert.Equal(StoreFault.Conflict, await FaultOf(() => Store.SetAliasAsync(one.Id, "two", Token)));
        Assert.Equal(StoreFault.Conflict, await FaultOf(() => Store.SetAliasAsync(one.Id, "one", Token)));
        Assert.Equal(StoreFault.Conflict, await FaultOf(() => NewAsync("live")));

        Assert.Equal(["live"], (await Store.FindAsync("one", Token))!.Aliases);
    }

    [Fact]
    public async Task Alias_OfADroppedCollection_IsFreeForAName()
    {
        var one = await NewAsync("one");
        await Store.SetAliasAsync(one.Id, "live", Token);
        await Store.DropAsync(one.Id, Token);

        Assert.Null(await Store.FindAsync("live", Token));
        Assert.Equal(StoreFault.NotFound, await FaultOf(() => Store.SetAliasAsync(one.Id, "live", Token)));
        Assert.Equal("live", (await NewAsync("live")).Name);
        Assert.Empty((await NewAsync("one")).Aliases);
    }

    [Fact]
    public async Task Alias_Writes_DoNotRenewTheVersion()
    {
        var one = await NewAsync("one");

        await Store.SetAliasAsync(one.Id, "live", Token);
        await Store.RemoveAliasAsync(one.Id, "live", Token);

        Assert.Equal(one.Version, await VersionAsync(one));
    }

    [Fact]
    public async Task Alias_OfABadForm_IsRefused()
    {
        var one = await NewAsync("one");

        await Assert.ThrowsAsync<ArgumentException>(() => Store.SetAliasAsync(one.Id, "Live", Token));
    }
}
