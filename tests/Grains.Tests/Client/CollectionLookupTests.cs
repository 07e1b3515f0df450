using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Client;

public sealed class CollectionLookupTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private Cluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await Cluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task FindAsync_BesideASilosCatalogue_KeepsNothingOnTopOfIt()
    {
        var catalogue = new Catalogue(_cluster.Store, _time);
        var lookup = new CollectionLookup(_cluster.Grains, _time, catalogue);
        var first = await VersionAsync(lookup);
        await _cluster.AddPointsAsync(1);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(first, await VersionAsync(lookup));

        // A second cache on top of the catalogue would have restarted its lifetime at the last call.
        _time.Advance(TimeSpan.FromMilliseconds(51));
        Assert.NotEqual(first, await VersionAsync(lookup));
    }

    [Fact]
    public async Task FindAsync_BesideASilosCatalogue_SeesWhatAnotherReadingBroughtIn()
    {
        var catalogue = new Catalogue(_cluster.Store, _time);
        var lookup = new CollectionLookup(_cluster.Grains, _time, catalogue);
        var first = await VersionAsync(lookup);
        await _cluster.AddPointsAsync(1);

        var fresh = (await catalogue.FindAsync("demo", fresh: true, Token))!.Version;

        Assert.NotEqual(first, fresh);
        Assert.Equal(fresh, await VersionAsync(lookup));
    }

    [Fact]
    public async Task FindAsync_InAClient_RemembersAnAnswerFor250Milliseconds()
    {
        var lookup = new CollectionLookup(_cluster.Grains, _time);
        var first = await VersionAsync(lookup);
        await _cluster.AddPointsAsync(1);
        await ForgetInSilosAsync();
        _time.Advance(CollectionLookup.Lifetime - TimeSpan.FromMilliseconds(1));
        Assert.Equal(first, await VersionAsync(lookup));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(first, await VersionAsync(lookup));
    }

    [Fact]
    public async Task FindAsync_FreshInAClient_AsksTheStoreAndServesLaterSearches()
    {
        var lookup = new CollectionLookup(_cluster.Grains, _time);
        var first = await VersionAsync(lookup);
        await _cluster.AddPointsAsync(1);

        var fresh = (await lookup.FindAsync("demo", fresh: true, Token))!.Version;

        Assert.NotEqual(first, fresh);
        Assert.Equal(fresh, await VersionAsync(lookup));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindAsync_CollectionCreatedAMomentAgo_IsFound(bool besideASilo)
    {
        var lookup = new CollectionLookup(_cluster.Grains, _time, besideASilo ? new Catalogue(_cluster.Store, _time) : null);
        Assert.Null(await lookup.FindAsync("new", fresh: false, Token));

        await _cluster.Catalogue.CreateAsync("new", null, Token);

        Assert.NotNull(await lookup.FindAsync("new", fresh: false, Token));
    }

    [Fact]
    public async Task FindAsync_StoreIsDown_AnswersWithTheLastReading()
    {
        var lookup = new CollectionLookup(_cluster.Grains, _time, new Catalogue(_cluster.Store, _time));
        var first = await VersionAsync(lookup);
        _cluster.Store.Down = true;
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first, await VersionAsync(lookup));
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(async () => await lookup.FindAsync("demo", fresh: true, Token));
        Assert.Equal(ErrorCode.Unavailable, failure.Code);
    }

    private static async Task<string> VersionAsync(CollectionLookup lookup) => (await lookup.FindAsync("demo", fresh: false, Token))!.Version;

    /// <summary>Lets every silo's reading of the catalogue expire.</summary>
    private static Task ForgetInSilosAsync() => Task.Delay(Catalogue.Lifetime + TimeSpan.FromMilliseconds(50), Token);
}
