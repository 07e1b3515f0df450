using Txt2Image.Grains.Abstractions.Reindexing;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Storage.Images;

namespace Txt2Image.Grains.Tests.Reindexing;

public sealed class ReindexRefusalTests : ReindexTest
{
    [Fact]
    public async Task Reindex_UnknownModel_IsRefusedByName()
    {
        var refusal = await RefusalOf(() => ContinueAsync(new ReindexRequest("ViT-H")));

        Assert.Equal(ErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains("'ViT-H'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(TestModel.Other.Id, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reindex_WithTheModelThatItHas_IsRefused()
    {
        var refusal = await RefusalOf(() => ContinueAsync(new ReindexRequest(TestModel.Instance.Id)));

        Assert.Equal(ErrorCode.Conflict, refusal.Code);
        Assert.Equal(
            $"The collection 'demo' already has the model {TestModel.Instance.Id} ({TestModel.Instance.Fingerprint}): there is nothing to do.",
            refusal.Message);
        Assert.Single(await Cluster.Store.ListAsync(Token));
    }

    [Theory]
    [InlineData("other", ErrorCode.Conflict, "a name of the collection 'other'")]
    [InlineData("others", ErrorCode.Conflict, "a name of the collection 'other'")]
    [InlineData("demo", ErrorCode.InvalidRequest, "because the new one gets this name")]
    [InlineData("No Name", ErrorCode.InvalidRequest, "a name must be")]
    public async Task Reindex_KeepAsCannotBe_IsRefused(string keepAs, ErrorCode code, string reason)
    {
        var other = (await Cluster.Catalogue.CreateAsync("other", null, Token)).Collection;
        await Cluster.Catalogue.SetAliasAsync(other.Id, "others", Token);

        var refusal = await RefusalOf(() => ContinueAsync(ToOther with { KeepAs = keepAs }));

        Assert.Equal(code, refusal.Code);
        Assert.Contains($"'{keepAs}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["demo", "other"], (await Cluster.Store.ListAsync(Token)).Select(collection => collection.Name));
    }

    [Fact]
    public async Task Reindex_KeepAsIsTakenBeforeTheFinish_IsRefused()
    {
        await AddAsync(1, 2);
        await ContinueAsync();
        await Cluster.Catalogue.CreateAsync("demo-old", null, Token);

        var refusal = await RefusalOf(() => Client.FinishReindexAsync(Old, ToOther, Token));

        Assert.Equal(ErrorCode.Conflict, refusal.Code);
        Assert.Equal(Old.Id, (await FindAsync("demo")).Id);
        Assert.Equal("demo-b", (await ReindexAsync(ToOther with { KeepAs = "demo-b" })).KeptAs);
    }

    [Fact]
    public async Task Reindex_AnotherModelHasBegun_IsRefusedByName()
    {
        await AddAsync(1, 2);
        var begun = await ContinueAsync();
        await Cluster.Store.DropAsync((await FindAsync(begun.Shadow!)).Id, Token);
        await Cluster.Catalogue.CreateAsync(begun.Shadow!, TestModel.Instance.Id, Token);
        await Cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

        var refusal = await RefusalOf(() => ContinueAsync());

        Assert.Equal(ErrorCode.Conflict, refusal.Code);
        Assert.Contains(begun.Shadow!, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{TestModel.Instance.Id} ({TestModel.Instance.Fingerprint})", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(TestModel.Other.Id, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finish_AnImageCannotBeEmbedded_IsRefusedByItsName()
    {
        await AddAsync(1, 3);
        await Cluster.Images.DeleteAsync(new ImageKey(Old.Id, IdOf(2)), Token);

        var ready = await ContinueAsync();
        var refusal = await RefusalOf(() => Client.FinishReindexAsync(Old, ToOther, Token));

        var failure = Assert.Single(ready.Failures);
        Assert.Equal((ReindexState.Ready, IdOf(2), "2.gif"), (ready.State, failure.Id, failure.Name));
        Assert.Equal(ErrorCode.Conflict, refusal.Code);
        Assert.Contains("'2.gif'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Old.Id, (await FindAsync("demo")).Id);

        await Client.RepairAsync(Old, [IdOf(2)], Token);
        await ReindexAsync();
        Assert.Equal(2, (await FindAsync("demo")).Images);
    }

    [Fact]
    public async Task Reindex_TheShadowWasDeleted_BeginsAgain()
    {
        await AddAsync(1, 3);
        var begun = await ContinueAsync();
        await Client.DropCollectionAsync(await FindAsync(begun.Shadow!), Token);
        await AddAsync(10, 1);

        Assert.Equal(ErrorCode.NotFound, (await RefusalOf(() => ContinueAsync())).Code);
        await ReindexAsync();

        Assert.Equal(4, (await FindAsync("demo")).Images);
    }
}
