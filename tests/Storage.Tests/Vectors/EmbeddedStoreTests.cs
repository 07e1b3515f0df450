using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Vectors;

public sealed class EmbeddedStoreTests : IAsyncLifetime
{
    private const int Dimension = 24;

    private readonly TemporaryFolder _folder = new();
    private EmbeddedVectorStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await EmbeddedVectorStore.OpenAsync(_folder.Path, TimeProvider.System, Token);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fields_OfTwoHits_AreWrittenOnceForBoth()
    {
        var (collection, _) = await _store.CreateAsync(Samples.Collection("pictures", Dimension), Token);
        var point = Samples.Point(1, Dimension) with { Payload = Samples.Tagged("a", ("year", new FieldValue.Integer(1990))) };
        await _store.UpsertAsync(collection.Id, [point], Token);

        var first = Assert.Single(await _store.SearchAsync(collection.Id, point.Vector, 1, null, Token));
        var second = Assert.Single(await _store.SearchAsync(collection.Id, point.Vector, 1, null, Token));

        Assert.Equal("""{"year":1990}""", FieldsJson.Show(first.Payload.Fields));
        Assert.Same(FieldsJson.Show(first.Payload.Fields), FieldsJson.Show(second.Payload.Fields));
    }

    [Fact]
    public async Task Search_MoreThanABlock_IsExactBeforeAndAfterReopening()
    {
        var collection = (await _store.CreateAsync(Samples.Collection("large", Dimension), Token)).Collection;
        var points = Enumerable.Range(0, RowIndexWriter.BlockRows + 300).Select(i => Samples.Point(i, Dimension)).ToArray();
        await _store.UpsertAsync(collection.Id, points, Token);
        await _store.DeleteAsync(collection.Id, [.. points.Take(100).Select(point => point.Id)], Token);
        var query = Samples.Vector(-5, Dimension);
        var expected = points.Skip(100)
            .Select(point => (point.Id, Score: point.Vector.ToArray().Zip(query, (x, q) => (double)x * q).Sum()))
            .OrderByDescending(point => point.Score)
            .Take(50)
            .ToArray();

        var before = await _store.SearchAsync(collection.Id, query, 50, null, Token);
        await _store.DisposeAsync();
        await InitializeAsync();
        var after = await _store.SearchAsync(collection.Id, query, 50, null, Token);

        Assert.Equal(expected.Select(point => point.Id), before.Select(hit => hit.Id));
        Assert.All(expected.Zip(before), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-6));
        Assert.Equal(before.Select(hit => (hit.Id, hit.Score)), after.Select(hit => (hit.Id, hit.Score)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("../up")]
    public async Task Create_BadName_IsRefused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _store.CreateAsync(Samples.Collection(name, 3), Token));

    [Theory]
    [InlineData(0)]
    [InlineData(StorageLimits.MaxDimension + 1)]
    public async Task Create_BadDimension_IsRefused(int dimension) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _store.CreateAsync(Samples.Collection("c", dimension), Token));

    [Fact]
    public async Task Upsert_WhatNoPointMayHave_IsRefused()
    {
        var collection = (await _store.CreateAsync(Samples.Collection("c", Dimension), Token)).Collection;
        var point = Samples.Point(1, Dimension);
        var broken = point.Vector.ToArray();
        broken[3] = float.NaN;
        Point[] refused =
        [
            point with { Vector = broken },
            point with { Payload = Samples.Payload() with { Names = [] } },
            point with { Payload = Samples.Tagged("a", ("x", new FieldValue.Number(double.PositiveInfinity))) },
        ];

        foreach (var bad in refused)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => _store.UpsertAsync(collection.Id, [bad], Token));
        }

        Assert.Equal(0, (await _store.FindAsync("c", Token))!.Points);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(StorageLimits.MaxHits + 1)]
    public async Task Search_BadK_IsRefused(int k)
    {
        var collection = (await _store.CreateAsync(Samples.Collection("c", Dimension), Token)).Collection;

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _store.SearchAsync(collection.Id, Samples.Vector(1, Dimension), k, null, Token));
    }

    [Fact]
    public async Task Upsert_LoneSurrogates_AreTheSameInMemoryAndOnDisk()
    {
        var collection = (await _store.CreateAsync(Samples.Collection("c", Dimension), Token)).Collection;
        var payload =
            Samples.Payload("a\ud800b") with { Caption = "\udfff", Fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal)
                { ["\ud800"] = new FieldValue.Text("\ud800") } };

        await _store.UpsertAsync(collection.Id, [Samples.Point(1, Dimension) with { Payload = payload }], Token);

        var hit = Assert.Single(await _store.SearchAsync(collection.Id, Samples.Vector(1, Dimension), 1, null, Token));
        var stored = Assert.Single(await _store.GetAsync(collection.Id, [Samples.Id(1)], withVectors: false, Token));
        Assert.Equal(["a\ufffdb"], hit.Payload.Names);
        Assert.Equivalent(hit.Payload, stored.Payload, strict: true);
    }

    [Fact]
    public async Task Write_CallerLeavesWhileItRuns_StillHappens()
    {
        var collection = (await _store.CreateAsync(Samples.Collection("c", Dimension), Token)).Collection;
        using var leaving = new CancellationTokenSource();
        var points = new LeavingList([Samples.Point(1, Dimension)], leaving);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.UpsertAsync(collection.Id, points, leaving.Token));

        // The next write runs after it.
        Assert.Equal(Samples.Id(1), Assert.Single((await _store.DeleteAsync(collection.Id, [Samples.Id(1)], Token)).Deleted));
    }

    // The caller cancels when the write enumerates this for the second time, which is after the write has started.
    private sealed class LeavingList(Point[] points, CancellationTokenSource leaving) : IReadOnlyList<Point>
    {
        private int _reads;

        public int Count => points.Length;

        public Point this[int index] => points[index];

        public IEnumerator<Point> GetEnumerator()
        {
            if (Interlocked.Increment(ref _reads) == 2)
            {
                leaving.Cancel();
            }

            return ((IEnumerable<Point>)points).GetEnumerator();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
