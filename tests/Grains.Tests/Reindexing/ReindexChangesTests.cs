using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Reindexing;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Reindexing;

/// <summary>Writes while a collection is reindexed: what is acknowledged is in the collection afterwards, and what is deleted is not.</summary>
public sealed class ReindexChangesTests : ReindexTest
{
    [Theory]
    [InlineData(4)]
    [InlineData(60)]
    public async Task Changes_BeforeTheFinish_AreInBoth(int count)
    {
        await AddAsync(1, 20);
        await ContinueAsync();
        await AddAsync(100, count);
        await Client.DeleteImagesAsync(Old, [IdOf(3), IdOf(4)], Token);
        await Client.RemoveNamesAsync(Old, [new ImageName(IdOf(5), "5.gif")], Token);
        await AddAsync(Old, TestImages.Upload(6, "6 again.gif"), TestImages.Upload(7) with { Caption = "another caption" });

        // 200 replaces 8, which is deleted; 201 replaces 6 under one of its two names, and is deleted with it.
        await AddAsync(Old, TestImages.Upload(200, "8.gif") with { Replaces = IdOf(8) }, TestImages.Upload(201, "6.gif") with { Replaces = IdOf(6) });
        await Client.RemoveNamesAsync(Old, [new ImageName(IdOf(201), "6.gif")], Token);

        var first = await Client.FinishReindexAsync(Old, ToOther, Token);
        Assert.Equal(count == 4 ? ReindexState.Finished : ReindexState.Behind, first.State);
        if (first.State == ReindexState.Behind)
        {
            Assert.Equal(Old.Id, (await FindAsync("demo")).Id);
            await ReindexAsync();
        }

        var now = await FindAsync("demo");
        Assert.NotEqual(Old.Id, now.Id);
        Assert.Equal(20 + count - 3 - 1 + 1, now.Images);
        Assert.Equal(await ContentAsync(Old), await ContentAsync(now));
    }

    [Fact]
    public async Task Changes_AfterAWriteOfUnknownEffect_AreFoundByComparing()
    {
        await AddAsync(1, 5);
        await ContinueAsync();
        await AddAsync(10, 2);
        await Client.DeleteImagesAsync(Old, [IdOf(1)], Token);
        Cluster.Store.LoseNextAnswer = true;
        await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(12, 1));

        await ReindexAsync();

        Assert.Equal(await ContentAsync(Old), await ContentAsync(await FindAsync("demo")));
    }

    [Fact]
    public async Task Changes_OfAWriterThatWasForgotten_AreKnownOnlyIfThereAreNone()
    {
        await AddAsync(1, 2);
        var began = await Cluster.Writer.ChangesAsync(null, Token);
        await Cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

        var none = await Cluster.Writer.ChangesAsync(began.Version, Token);
        await AddAsync(3, 1);
        var one = await Cluster.Writer.ChangesAsync(began.Version, Token);
        await Cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        var unknown = await Cluster.Writer.ChangesAsync(began.Version, Token);

        Assert.Null(began.Ids);
        Assert.Equal((began.Version, 0), (none.Version, none.Ids!.Value.Length));
        Assert.Equal([IdOf(3)], one.Ids!.Value.AsEnumerable());
        Assert.Equal(one.Version, unknown.Version);
        Assert.Null(unknown.Ids);
    }

    [Fact]
    public async Task Writes_SentByTheNameOfAReplacedCollection_AreRefusedAndCanBeSentAgain()
    {
        await AddAsync(1, 2);
        await ReindexAsync();

        var late = Assert.Single(await Adder.AddAsync(Old, [TestImages.Upload(9)], Token)).Outcome;
        Assert.Equal((AddStatus.Failed, ErrorCode.Unavailable), (late.Status, late.Error));
        Assert.NotNull(late.RetryAfter);
        Assert.Contains("'demo' was replaced", late.Detail, StringComparison.Ordinal);
        Func<Task>[] others =
        [
            async () => await Client.DeleteImagesAsync(Old, [IdOf(1)], Token),
            () => Client.RemoveNamesAsync(Old, [new ImageName(IdOf(1), "1.gif")], Token),
            async () => await Client.RepairAsync(Old, [IdOf(1)], Token),
            () => Client.DropCollectionAsync(Old, Token),
        ];
        foreach (var other in others)
        {
            Assert.Equal(ErrorCode.Unavailable, (await RefusalOf(other)).Code);
        }

        await AddAsync(await FindAsync("demo"), TestImages.Upload(9));
        await AddAsync(await FindAsync("demo-old"), TestImages.Upload(10));
        Assert.Equal((3L, 3L), ((await FindAsync("demo")).Images, (await FindAsync("demo-old")).Images));
        await Client.DropCollectionAsync(await FindAsync("demo-old"), Token);
        Assert.Equal(3, (await FindAsync("demo")).Images);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Finish_StoreFailsInTheMiddle_NoWriteIsAcceptedUntilItHasEnded(bool isDone)
    {
        await AddAsync(1, 2);
        await ContinueAsync();
        Cluster.Store.FailNextReplacement = isDone;

        Assert.Equal(ErrorCode.Unavailable, (await RefusalOf(() => Client.FinishReindexAsync(Old, ToOther, Token))).Code);
        var late = Assert.Single(await Adder.AddAsync(Old, [TestImages.Upload(9)], Token)).Outcome;

        Assert.Equal(ErrorCode.Unavailable, late.Error);
        var now = await FindAsync("demo");
        Assert.NotEqual(Old.Id, now.Id);
        Assert.Equal(ReindexState.Finished, (await Client.FinishReindexAsync(now, ToOther, Token)).State);
        Assert.Equal((2L, 2L), ((await FindAsync("demo")).Images, (await FindAsync("demo-old")).Images));
    }

    [Fact]
    public async Task Adds_DuringTheWholeReindex_LoseNoAcknowledgedImage()
    {
        await AddAsync(1, 10);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        List<Guid> acknowledged = [];
        var adding = Task.Run(
            async () =>
            {
                for (var number = 1000; !enough.IsCancellationRequested; number++)
                {
                    var collection = await Cluster.Catalogue.FindAsync("demo", fresh: false, Token);
                    var added = Assert.Single(await Adder.AddAsync(collection!, [TestImages.Upload(number)], Token));
                    if (!added.IsFailed)
                    {
                        acknowledged.Add(added.Id!.Value);
                    }
                }
            },
            Token);
        await Eventually.IsTrueAsync(() => acknowledged.Count > 3);

        await ReindexAsync();
        var swapped = acknowledged.Count;
        await Eventually.IsTrueAsync(() => acknowledged.Count > swapped + 3);
        await enough.CancelAsync();
        await adding;

        var now = await FindAsync("demo");
        Assert.NotEqual(Old.Id, now.Id);
        Assert.Equal(acknowledged.Count, (await Cluster.Listing.FindAsync(now.Id, [.. acknowledged], Token)).Length);
    }
}
