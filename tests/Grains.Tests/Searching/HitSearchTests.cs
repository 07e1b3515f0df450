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

    [Theory]
    [InlineData("date", "only texts")]
    [InlineData("dtae", "no image has this field")]
    public async Task Search_RangeOverAFieldWithoutNumbers_SaysWhatToDo(string field, string reason)
    {
        await AddAsync();

        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => FindAsync(default, new Filter.Range(field, 1, null)));

        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Contains($"'{field}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_RangeThatNothingIsIn_FindsNothing()
    {
        await AddAsync();

        var year = await FindAsync(default, new Filter.Range("year", 3000, null));
        var width = await FindAsync(default, new Filter.Range("width", 3000, null));
        var other = await FindAsync(default, new Filter.And([new Filter.Not(new Filter.Range("year", 0, null)), new Filter.Exists("year")]));

        Assert.Equal((0, 0, 0), (year.Hits.Hits.Length, width.Hits.Hits.Length, other.Hits.Hits.Length));
    }

    [Fact]
    public async Task Search_RangeInAnEmptyCollection_FindsNothing() =>
        Assert.Empty((await FindAsync(default, new Filter.Range("year", 1, null))).Hits.Hits);

    [Fact]
    public void SoFar_OfASearchWithExamples_LeavesThemOut()
    {
        var payload = new Payload(["a.jpg"], null, null, 10, 10, "image/png", 10);
        Hit[] found = [.. Enumerable.Range(1, 4).Select(i => new Hit(new Guid(i, 0, 0, new byte[8]), 1f / i, payload))];
        var progress = new SearchProgress();
        progress.Begin(() => new PartialHits(found, 100, 300, .75f));

        var part = HitSearch.SoFar(progress, new QuestionEmbedding([1, 0], Truncated: true), hits: 2, leftOut: [found[1].Id])!;

        Assert.Equal([found[0].Id, found[2].Id], part.Hits.Select(hit => hit.Id));
        Assert.Equal(new SearchedPart { Searched = 100, Total = 300, CompleteDownTo = .75f }, part.Part);
        Assert.Equal((true, false), (part.Truncated, part.IsWhole));
    }

    /// <summary>Adds an image with a date as text, and a year as a number.</summary>
    private Task AddAsync()
    {
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal)
        {
            ["date"] = new FieldValue.Text("31 May 2024"),
            ["year"] = new FieldValue.Integer(2024),
        };
        var payload = new Payload(["a.jpg"], null, fields, 10, 10, "image/png", 10);
        return _store.UpsertAsync(_request.Collection, [new Point(Guid.NewGuid(), new float[] { 1, 0 }, payload)], default);
    }

    private Task<(QuestionHits Hits, double Milliseconds)> FindAsync(CancellationToken cancellationToken, Filter? filter = null)
    {
        var question = new QuestionEmbedding([1, 0], Truncated: false);
        return _search.FindAsync(_request, filter, question, hits: 25, leftOut: [], new SearchProgress(), cancellationToken);
    }
}
