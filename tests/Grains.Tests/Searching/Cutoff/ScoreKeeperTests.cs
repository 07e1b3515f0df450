using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Searching;
using Txt2Image.Grains.Searching.Cutoff;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Grains.Tests.Searching.Cutoff;

/// <summary>With a clock that stands still, a search waits for the first learning as long as it takes.</summary>
public sealed class ScoreKeeperTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FakeEncoders _encoders = new("silo");
    private FaultyStore _store = null!;
    private ScoreKeeper _keeper = null!;
    private Guid _collection;
    private string _version = "";

    public async ValueTask InitializeAsync()
    {
        _store = new FaultyStore(await EmbeddedVectorStore.OpenAsync(_folder.Path, TimeProvider.System, default));
        var model = TestModel.Instance;
        var (collection, _) = await _store.CreateAsync(new NewCollection("demo", model.Fingerprint, model.Id, TestModel.Dimension), default);
        _collection = collection.Id;
        var text = 0;
        _encoders.Answer = _ =>
            new EncodeResult { BatchSize = 1, Embedding = Embedding.From(FakeTowers.VectorOf<int>([Interlocked.Increment(ref text), 1])) };
        var search = Options.Create(new SearchOptions());
        var pool = new EncoderPool(_encoders.Grains, new EncodingOptions(), search.Value.Deadline, _time);
        var local = new LocalCache(Options.Create(new CacheOptions()), _time);
        var cache = new SearchCache(local, Options.Create(new CacheOptions()), _time, NullLogger<SearchCache>.Instance);
        var encoder = new QuestionEncoder(pool, cache, new ExampleReader(_store, search, _time), new TermsEncoder(_encoders.Grains), _time);
        _keeper = new ScoreKeeper(
            new ScoreLearner(_store, encoder, new SearchAdmission(search, _time), search, _time), _time, NullLogger<ScoreKeeper>.Instance);
        await AddAsync(0, 100);
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Find_ManyAtOnce_LearnOnce()
    {
        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FindAsync()));

        Assert.All(found, scores => Assert.Equal((100, true), (scores!.Images, scores.AreKnown)));
        Assert.Equal(UnrelatedTexts.All.Count, _store.Searches);
    }

    [Fact]
    public async Task Find_OfAnotherCollectionOfTheModel_EmbedsNothingAgain()
    {
        await FindAsync();
        var (other, _) = await _store.CreateAsync(new NewCollection("other", TestModel.Instance.Fingerprint, "test", TestModel.Dimension), default);
        _collection = other.Id;
        await AddAsync(0, 30);

        Assert.Equal(30, (await FindAsync())!.Images);
        Assert.Equal(UnrelatedTexts.All.Count, _encoders.Calls.Count);
    }

    [Fact]
    public async Task Find_OfACollectionThatHasGrownALot_LearnsItInTheBackground()
    {
        await FindAsync();
        await AddAsync(100, 20);

        Assert.Equal(100, (await FindAsync())!.Images);
        Assert.Equal(UnrelatedTexts.All.Count, _store.Searches);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(100, (await FindAsync())!.Images);
        await Eventually.IsTrueAsync(async () => (await FindAsync())!.Images == 120);
    }

    [Fact]
    public async Task Find_OfACollectionThatHasChangedALittle_LearnsItAfterAnHour()
    {
        await FindAsync();
        await AddAsync(100, 5);
        _time.Advance(TimeSpan.FromMinutes(1));
        await FindAsync();
        await Eventually.IsTrueAsync(() => _store.FindsById == 2);
        Assert.Equal(UnrelatedTexts.All.Count, _store.Searches);

        _time.Advance(TimeSpan.FromHours(1));
        await Eventually.IsTrueAsync(async () => (await FindAsync())!.Images == 105);
    }

    [Fact]
    public async Task Find_WhileTheStoreIsDown_KnowsNothingAndLearnsLater()
    {
        _store.Down = true;
        Assert.Null(await FindAsync());

        _store.Down = false;
        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task Find_IfNothingIsLearnedInTime_KnowsNothing()
    {
        var gate = new TaskCompletionSource();
        _store.BeforeSearch = gate.Task;
        var found = FindAsync();
        await Eventually.IsTrueAsync(() => _store.Searches > 0);
        _time.Advance(ScoreKeeper.FirstWait);

        Assert.Null(await found);
        gate.SetResult();
        await Eventually.IsTrueAsync(async () => await FindAsync() is not null);
    }

    private async Task<LearnedScores?> FindAsync() => await _keeper.FindAsync(_collection, _version, TestModel.Instance, default);

    private async Task AddAsync(int from, int count)
    {
        var points = Enumerable.Range(from, count).Select(i => new Point(
            new Guid(i, 0, 0, new byte[8]), FakeTowers.VectorOf<int>([i, 2]), new([$"{i}.png"], null, null, 1, 1, "image/png", 1)));
        _version = (await _store.UpsertAsync(_collection, [.. points], default)).Version;
    }
}
