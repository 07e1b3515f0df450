using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class HitSearchTests : IAsyncLifetime
{
    private static readonly SearchOptions Settings = new();

    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _folder = new();
    private FaultyStore _store = null!;
    private HitSearch _search = null!;
    private SearchRequest _request = null!;

    public async ValueTask InitializeAsync()
    {
        _store = new FaultyStore(await EmbeddedVectorStore.OpenAsync(_folder.Path, TimeProvider.System, default));
        _search = new HitSearch(_store, Options.Create(Settings), _time);
        var (collection, _) = await _store.CreateAsync(new NewCollection("demo", "model", "model", 2), default);
        _request = new SearchRequest { Collection = collection.Id, Model = "model", Version = collection.Version, K = 1 };
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Search_OfAStoreThatHangs_IsUnavailableAfterItsDeadline()
    {
        _store.BeforeSearch = new TaskCompletionSource().Task;
        var search = FindAsync(default);
        _time.Advance(Settings.StoreDeadline);

        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => search.WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Equal((ErrorCode.Unavailable, TimeSpan.FromSeconds(1)), (failure.Code, failure.RetryAfter));
    }

    [Fact]
    public async Task Search_WhoseCallersHaveLeft_EndsInTheStore()
    {
        _store.BeforeSearch = new TaskCompletionSource().Task;
        using var leaving = new CancellationTokenSource();
        var search = FindAsync(leaving.Token);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private Task<(QuestionHits Hits, double Milliseconds)> FindAsync(CancellationToken cancellationToken) =>
        _search.FindAsync(_request, filter: null, new QuestionEmbedding([1, 0], Truncated: false), hits: 25, leftOut: [], cancellationToken);
}
