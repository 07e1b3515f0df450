using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Models;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Grains.Tests.Collections;

public sealed class CatalogueTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _folder = new();
    private FaultyStore _store = null!;
    private Catalogue _catalogue = null!;
    private CollectionInfo _demo = null!;

    public async ValueTask InitializeAsync()
    {
        _store = new FaultyStore(await EmbeddedVectorStore.OpenAsync(_folder.Path, TimeProvider.System, default));
        _catalogue = new Catalogue(_store, _time);
        (_demo, _) = await _store.CreateAsync(new NewCollection("demo", "model", "model", 2), default);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AReading_ServesFor250Milliseconds_AndNoLonger()
    {
        var before = await VersionAsync();
        await WriteAsync();
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal(before, await VersionAsync());
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.NotEqual(before, await VersionAsync());
    }

    [Fact]
    public async Task AFreshReading_SeesTheLastWrite_AndServesTheOthersToo()
    {
        var before = await VersionAsync();
        await WriteAsync();
        var fresh = (await _catalogue.FindAsync("demo", fresh: true, default))!.Version;
        Assert.NotEqual(before, fresh);
        Assert.Equal(fresh, await VersionAsync());
    }

    [Fact]
    public async Task WhileTheStoreIsDown_TheLastReadingStands_ButNoFreshOneIsPretended()
    {
        var before = await VersionAsync();
        _store.Down = true;
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(before, await VersionAsync());
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(async () => await _catalogue.FindAsync("demo", fresh: true, default));
        Assert.Equal(ErrorCode.Unavailable, failure.Code);
        await Assert.ThrowsAsync<Txt2ImageException>(async () => await _catalogue.FindAsync("never read", fresh: false, default));
    }

    [Fact]
    public async Task Reading_AfterAnOutage_IsNew()
    {
        var before = await VersionAsync();
        _store.Down = true;
        _time.Advance(TimeSpan.FromSeconds(1));
        await VersionAsync();
        _store.Down = false;
        await WriteAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(before, await VersionAsync());
    }

    [Fact]
    public async Task AStoreThatHangs_HoldsUpNobodyForLong_AndIsAskedOnce()
    {
        var before = await VersionAsync();
        var answer = new TaskCompletionSource();
        _store.BeforeFind = answer.Task;
        _time.Advance(Catalogue.Lifetime);
        var finds = _store.Finds;
        var first = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds > finds);
        Assert.False(first.IsCompleted);
        _time.Advance(Catalogue.Patience);
        Assert.Equal(before, await first);
        Assert.Equal(before, await VersionAsync());
        Assert.Equal(finds + 1, _store.Finds);

        await WriteAsync();
        answer.SetResult();
        await Eventually.IsTrueAsync(async () => await VersionAsync() != before);
    }

    [Fact]
    public async Task AnOldReading_AndASlowStore_WaitsForTheStore()
    {
        var before = await VersionAsync();
        await WriteAsync();
        _time.Advance(TimeSpan.FromMinutes(9));
        var answer = new TaskCompletionSource();
        _store.BeforeFind = answer.Task;
        var finds = _store.Finds;
        var asked = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds > finds);
        _time.Advance(4 * Catalogue.Patience);
        Assert.False(asked.IsCompleted);
        answer.SetResult();
        Assert.NotEqual(before, await asked);
    }

    [Fact]
    public async Task AnOldReading_AndAStoreThatHangs_StandsAfterTheStoresDeadline()
    {
        var before = await VersionAsync();
        _time.Advance(TimeSpan.FromMinutes(9));
        _store.BeforeFind = Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        var finds = _store.Finds;
        var asked = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds > finds);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(before, await asked);

        // From now on the store is known to hang, so nobody waits for it longer than for a cache.
        _time.Advance(TimeSpan.FromSeconds(1.5));
        var next = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds > finds + 1);
        _time.Advance(Catalogue.Patience);
        Assert.Equal(before, await next);
    }

    [Fact]
    public async Task AReading_ThatTookLong_IsAgedFromItsSending()
    {
        var answer = new TaskCompletionSource();
        _store.BeforeFind = answer.Task;
        var asked = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds == 1);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        answer.SetResult();
        var before = await asked;
        await WriteAsync();
        _time.Advance(TimeSpan.FromMilliseconds(51));
        Assert.NotEqual(before, await VersionAsync());
    }

    [Fact]
    public async Task AReading_SentLongAgo_IsNotSharedWithANewCaller()
    {
        await VersionAsync();
        _time.Advance(TimeSpan.FromMinutes(9));
        var answer = new TaskCompletionSource();
        _store.BeforeFind = answer.Task;
        var finds = _store.Finds;
        var first = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds == finds + 1);
        _time.Advance(Catalogue.MostAge - TimeSpan.FromMilliseconds(1));
        var second = VersionAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var third = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds == finds + 2);
        answer.SetResult();
        Assert.Equal(await first, await third);
        Assert.Equal(await first, await second);
        Assert.Equal(finds + 2, _store.Finds);
    }

    [Fact]
    public async Task AReading_OvertakenByALaterOne_DoesNotReplaceIt()
    {
        var answer = new TaskCompletionSource();
        _store.BeforeFind = answer.Task;
        var early = _catalogue.FindAsync("demo", fresh: true, default);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        _store.BeforeFind = Task.CompletedTask;
        await _catalogue.FindAsync("demo", fresh: true, default);
        answer.SetResult();
        await early;

        _time.Advance(TimeSpan.FromMilliseconds(100));
        await VersionAsync();

        Assert.Equal(2, _store.Finds);
    }

    [Fact]
    public async Task AFailure_OfAnEarlierReading_SaysNothingOfALaterOne()
    {
        await VersionAsync();
        _time.Advance(TimeSpan.FromMilliseconds(300));
        var answer = new TaskCompletionSource();
        _store.BeforeFind = answer.Task;
        var early = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds == 2);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _store.BeforeFind = Task.CompletedTask;
        var before = (await _catalogue.FindAsync("demo", fresh: true, default))!.Version;
        _store.Down = true;
        answer.SetResult();
        await early;
        _store.Down = false;

        await WriteAsync();
        _time.Advance(Catalogue.Lifetime);

        Assert.NotEqual(before, await VersionAsync());
    }

    [Fact]
    public async Task AReading_ThatEndsAfterALaterOneHasStarted_LeavesThatToBeShared()
    {
        await VersionAsync();
        _time.Advance(TimeSpan.FromMinutes(9));
        TaskCompletionSource one = new(), other = new();
        _store.BeforeFind = one.Task;
        var first = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds == 2);
        _time.Advance(Catalogue.MostAge);
        _store.BeforeFind = other.Task;
        var second = VersionAsync();
        await Eventually.IsTrueAsync(() => _store.Finds == 3);
        one.SetResult();
        await first;

        var third = VersionAsync();
        other.SetResult();

        Assert.Equal(await second, await third);
        Assert.Equal(3, _store.Finds);
    }

    [Fact]
    public async Task ACollection_ThatAFreshReadingNoLongerFinds_IsGoneForAll()
    {
        await VersionAsync();
        await _store.DropAsync(_demo.Id, default);
        Assert.Null(await _catalogue.FindAsync("demo", fresh: true, default));
        Assert.Null(await _catalogue.FindAsync("demo", fresh: false, default));
    }

    /// <summary>A client of silos keeps an answer for a while on top.</summary>
    [Fact]
    public void TheOldestReading_AndAClientsCache_TakeLessThanASecond() =>
        Assert.True(Catalogue.MostAge + Catalogue.Patience + CollectionLookup.Lifetime < TimeSpan.FromSeconds(1));

    [Fact]
    public async Task AnAlias_ThatMoves_IsSeenAtOnceByItsProcess()
    {
        var grain = new CatalogueGrain(_catalogue, _store, new ServedModels([TestModel.Instance]));
        var (other, _) = await _store.CreateAsync(new NewCollection("other", "model", "model", 2), default);
        await grain.SetAliasAsync(_demo.Id, "alias", default);
        Assert.Equal(_demo.Id, (await grain.FindAsync("alias", fresh: false, default))!.Id);

        await grain.SetAliasAsync(other.Id, "alias", default);
        Assert.Equal(other.Id, (await grain.FindAsync("alias", fresh: false, default))!.Id);

        await grain.RemoveAliasAsync(other.Id, "alias", default);
        Assert.Null(await grain.FindAsync("alias", fresh: false, default));
    }

    private async Task<string> VersionAsync() => (await _catalogue.FindAsync("demo", fresh: false, default))!.Version;

    private Task WriteAsync() => _store.UpsertAsync(_demo.Id, [], default);
}
