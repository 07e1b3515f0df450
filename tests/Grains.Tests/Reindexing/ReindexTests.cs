using Txt2Image.Grains.Abstractions.Reindexing;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Tests.Reindexing;

public sealed class ReindexTests : ReindexTest
{
    [Fact]
    public async Task Reindex_ACollection_HasEverythingWithTheOtherModel()
    {
        var fields = FieldsJson.Parse("""{"year":2024,"half":0.5,"tag":"x"}""");
        await AddAsync(1, 30);
        await AddAsync(Old, TestImages.Upload(40) with { Fields = fields }, TestImages.Upload(41) with { Caption = null });
        await AddAsync(Old, TestImages.Upload(40, "second name.gif"), TestImages.Upload(42) with { KeepsOriginal = false });
        await Cluster.Catalogue.SetAliasAsync(Old.Id, "live", Token);
        var content = await ContentAsync(Old);
        var before = await Cluster.Listing.PageAsync(Old.Id, null, 100, embeddings: true, Token);

        var finished = await ReindexAsync();

        Assert.Equal(
            (ReindexState.Finished, "demo", TestModel.Other.Id, "demo-old", 33L, 33L),
            (finished.State, finished.Collection, finished.Model, finished.KeptAs, finished.Images, finished.Embedded));
        var (now, kept) = (await FindAsync("demo"), await FindAsync("demo-old"));
        Assert.Equal((TestModel.Other.Fingerprint, "demo", 33L), (now.Model, now.Name, now.Images));
        Assert.Equal(["live"], now.Aliases.AsEnumerable());
        Assert.Equal(now.Id, (await FindAsync("live")).Id);
        Assert.Equal((Old.Id, TestModel.Instance.Fingerprint), (kept.Id, kept.Model));
        Assert.Equal(content, await ContentAsync(now));
        Assert.Equal(content, await ContentAsync(kept));
        var after = await Cluster.Listing.PageAsync(now.Id, null, 100, embeddings: true, Token);
        var previewOnly = IdOf(42);
        Assert.All(before.Zip(after).Where(pair => pair.First.Id != previewOnly), pair =>
            Assert.Equal(pair.First.Embedding!.Value.Span.ToArray().Select(value => -value), pair.Second.Embedding!.Value.Span.ToArray()));
    }

    [Fact]
    public async Task Reindex_OriginalsAreNotKept_IsSaid()
    {
        await AddAsync(1, 3);
        await AddAsync(Old, [.. Enumerable.Range(10, 2).Select(number => TestImages.Upload(number) with { KeepsOriginal = false })]);

        Assert.Equal(2, (await ContinueAsync()).FromPreviews);
        Assert.Equal(2, (await ReindexAsync()).FromPreviews);
    }

    [Fact]
    public async Task Reindex_StoppedInTheMiddle_ContinuesWhereItWas()
    {
        const int Count = 40;
        await AddAsync(1, Count);
        var (warm, left) = (Embedded, 11);
        foreach (var towers in Cluster.OtherTowers)
        {
            towers.Failure = images => Interlocked.Add(ref left, -images) < 0 ? new InvalidOperationException("the device is gone") : null;
        }

        await Assert.ThrowsAnyAsync<Exception>(() => ContinueAsync());
        var shadow = Assert.Single(await Cluster.Store.ListAsync(Token), collection => collection.Name != "demo");
        Assert.InRange(shadow.Points, 1, Count - 1);
        await Cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        foreach (var towers in Cluster.OtherTowers)
        {
            towers.Failure = _ => null;
        }

        warm = Embedded;
        var finished = await ReindexAsync();

        Assert.Equal(Count - shadow.Points, finished.Embedded);
        Assert.Equal(Count - shadow.Points, Embedded - warm);
        Assert.Equal(await ContentAsync(Old), await ContentAsync(await FindAsync("demo")));
    }

    [Fact]
    public async Task Reindex_LeftoversOfAnEarlierRun_AreDeletedFromTheShadow()
    {
        await AddAsync(1, 6);
        await ContinueAsync();
        await Cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        await Client.DeleteImagesAsync(Old, [IdOf(1), IdOf(5)], Token);
        await Cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

        await ReindexAsync();

        var now = await FindAsync("demo");
        Assert.Equal(await ContentAsync(Old), await ContentAsync(now));
        Assert.False(await Cluster.Images.ExistsAsync(new ImageKey(now.Id, IdOf(5)), Token));
    }

    [Fact]
    public async Task Reindex_WithDropOld_DeletesTheOldOne()
    {
        await AddAsync(1, 2);

        var finished = await ReindexAsync(ToOther with { DropOld = true });

        Assert.Null(finished.KeptAs);
        Assert.Equal(["demo"], (await Cluster.Store.ListAsync(Token)).Select(collection => collection.Name));
        Assert.Empty(await Cluster.Images.ListAsync(Old.Id, null, 10, Token));
        Assert.Equal(2, (await FindAsync("demo")).Images);
    }

    [Fact]
    public async Task Reindex_BackAndForth_EndsWithTheFirstModel()
    {
        await AddAsync(1, 3);
        await ReindexAsync(ToOther with { KeepAs = "first" });
        var other = await FindAsync("demo");

        var back = new ReindexRequest(TestModel.Instance.Id, "second");
        await Client.ReindexAsync(other, back, Token);
        Assert.Equal(ReindexState.Finished, (await Client.FinishReindexAsync(other, back, Token)).State);

        var now = await FindAsync("demo");
        Assert.Equal(TestModel.Instance.Fingerprint, now.Model);
        Assert.Equal(await ContentAsync(Old), await ContentAsync(now));
        Assert.Equal(["demo", "first", "second"], (await Cluster.Store.ListAsync(Token)).Select(collection => collection.Name));
    }

    [Fact]
    public async Task Finish_Twice_ChangesNothing()
    {
        await AddAsync(1, 2);
        await ReindexAsync();
        var now = await FindAsync("demo");

        var again = await Client.FinishReindexAsync(now, ToOther, Token);

        Assert.Equal((ReindexState.Finished, "demo-old"), (again.State, again.KeptAs));
        Assert.Equal((now.Id, now.Version), ((await FindAsync("demo")).Id, (await FindAsync("demo")).Version));
    }

    [Fact]
    public async Task Finish_BeforeEverythingIsEmbedded_IsBehind()
    {
        await AddAsync(1, 2);

        Assert.Equal(ReindexState.Behind, (await Client.FinishReindexAsync(Old, ToOther, Token)).State);
        Assert.Equal(Old.Id, (await FindAsync("demo")).Id);
    }
}
