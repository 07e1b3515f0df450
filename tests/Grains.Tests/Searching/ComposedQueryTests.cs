using System.Collections.Immutable;
using System.Numerics.Tensors;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class ComposedQueryTests
{
    private static readonly byte[] Tile = [.. Enumerable.Range(0, 16 * 16 * 3).Select(i => (byte)(i % 251))];

    [Fact]
    public async Task WeightedTexts_AtOnce_AreOneSearchAndOneEncodeOfEachTerm()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(60);
        var gate = new TaskCompletionSource();
        cluster.Store.BeforeSearch = gate.Task;
        var asked = Enumerable.Range(0, 50).Select(i => AskAsync(cluster, [Text(2, "cat"), Text(-1, "dog")], k: 1 + (i % 25))).ToList();
        gate.SetResult();
        var answers = await Task.WhenAll(asked);
        Assert.Equal((2, 1), (cluster.TextsEncoded, cluster.Store.Searches));
        var expected = Unit([.. Of("cat").Zip(Of("dog"), (cat, dog) => (2 * cat) - dog)]);
        Assert.Equal(Nearest(expected, 25, 60), answers[24].Hits.Select(hit => hit.Id));
        Assert.All(answers, answer => Assert.Equal(answers[24].Hits[..answer.Hits.Length].Select(hit => hit.Id), answer.Hits.Select(hit => hit.Id)));
        Assert.Equal(CacheSource.Memory, (await AskAsync(cluster, [Text(-1, "dog"), Text(1, "cat"), Text(1, "cat")])).Cache);
    }

    [Fact]
    public async Task ATerm_IsEncodedOnce_ForPlainAndComposedQueries()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(5);
        await cluster.AskAsync("cat");
        await AskAsync(cluster, [Text(1, "cat"), Text(1, "dog")]);
        await cluster.AskAsync("dog");
        Assert.Equal((2, 3), (cluster.TextsEncoded, cluster.Store.Searches));
    }

    [Fact]
    public async Task ComposedAnswer_EvictedFromMemory_IsInTheDistributedCache()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(5);
        QueryTerm[] terms = [Text(1, "cat"), Text(-0.5, "dog")];
        var first = await AskAsync(cluster, terms);
        cluster.EvictAnswers();
        var again = await AskAsync(cluster, terms);
        Assert.Equal(CacheSource.Distributed, again.Cache);
        Assert.Equal(first.Hits.Select(hit => (hit.Id, hit.Score)), again.Hits.Select(hit => (hit.Id, hit.Score)));
    }

    [Fact]
    public async Task Terms_OfOppositeEmbeddings_AreRejected()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(5);
        var (one, other) = (Vector([1, 0, 0, 0, 0, 0, 0, 0]), Vector([-1, 1e-4f, 0, 0, 0, 0, 0, 0]));
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(
            () => AskAsync(cluster, [one.Term, other.Term], inputs: [one.Input, other.Input]));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Contains("cancel each other out", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoredImage_FindsItsNeighbours_AndLeavesItselfOut()
    {
        await using var cluster = await Cluster.StartAsync();
        var ids = await cluster.AddPointsAsync(30);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        var term = QueryTerm.OfStored(1, new ExampleImage(collection.Id, ids[7], collection.Version));
        var near = Nearest(FakeTowers.VectorOf<int>([7, 7]), 30, 30);

        var without = await AskAsync(cluster, [term], k: 29);
        var with = await AskAsync(cluster, [term], k: 30, withExamples: true);

        Assert.Equal(ids[7], near[0]);
        Assert.Equal(near[1..], without.Hits.Select(hit => hit.Id));
        Assert.Equal(near, with.Hits.Select(hit => hit.Id));
        Assert.Equal(0, cluster.TextsEncoded);
        Assert.Equal(CacheSource.Memory, (await AskAsync(cluster, [term], k: 3)).Cache);
        Assert.Equal(near[5..9], (await AskAsync(cluster, [term], k: 4, offset: 4)).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task AStoredImage_ThatIsNotThere_IsNotFound()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(3);
        var term = QueryTerm.OfStored(1, new ExampleImage(cluster.Collection.Id, Guid.NewGuid(), "1"));
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => AskAsync(cluster, [term, Text(1, "cat")]));
        Assert.Equal(ErrorCode.NotFound, failure.Code);
    }

    [Fact]
    public async Task AnImage_IsAskedForOnce_AndEncodedOnce()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(20);
        var (term, input) = Image(Tile);
        var before = cluster.Towers.Sum(towers => towers.Images);
        Assert.True((await AskAsync(cluster, [term])).NeedsInputs);
        Assert.True((await AskAsync(cluster, [term, Text(1, "cat")])).NeedsInputs);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            AskAsync(cluster, i % 2 == 0 ? [term] : [term, Text(1, "cat")], inputs: i < 2 ? [input] : [])));

        Assert.Equal(before + 1, cluster.Towers.Sum(towers => towers.Images));
        Assert.Equal(Nearest(FakeTowers.VectorOf<byte>(Tile), 10, 20), answers[0].Hits.Select(hit => hit.Id));
        Assert.False(answers[1].NeedsInputs);
        Assert.Equal(CacheSource.Memory, (await AskAsync(cluster, [term])).Cache);
        Assert.False((await AskAsync(cluster, [term, Text(-1, "bird")])).NeedsInputs);
    }

    [Fact]
    public async Task AnImage_WhileOthersAskWithoutIt_IsAnswered()
    {
        // Those who ask without it wait for the cache, and the last joins their work.
        var cache = new FakeCache(TimeProvider.System) { Fault = CacheFault.Hangs };
        await using var cluster = await Cluster.StartAsync(services => services.AddSingleton<IDistributedCache>(cache));
        await cluster.AddPointsAsync(20);
        var (term, input) = Image(Tile);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;

        var before = cache.Gets;
        var without = AskAsync(cluster, collection, [term]);
        await Eventually.IsTrueAsync(() => cache.Gets > before);
        var with = AskAsync(cluster, collection, [term], inputs: [input]);

        Assert.True((await without).NeedsInputs);
        Assert.Equal(Nearest(FakeTowers.VectorOf<byte>(Tile), 10, 20), (await with).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Inputs_ThatLackAHash_AreRejected()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(3);
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(
            () => AskAsync(cluster, [Image(Tile).Term], inputs: [Vector([1, 0, 0, 0, 0, 0, 0, 0]).Input]));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
    }

    [Fact]
    public async Task Devices_ThatFail_AreTheFailureOfAComposedQuery()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(3);
        foreach (var towers in cluster.Towers)
        {
            towers.Failure = _ => new InvalidOperationException("broken");
        }

        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => AskAsync(cluster, [Text(1, "cat"), Text(1, "dog")]));
        Assert.Equal(ErrorCode.Unavailable, failure.Code);
    }

    private static async Task<SearchAnswer> AskAsync(
        Cluster cluster, QueryTerm[] terms, int k = 10, int offset = 0, bool withExamples = false, ImmutableArray<QueryInput>? inputs = null)
    {
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        return await AskAsync(cluster, collection, terms, k, offset, withExamples, inputs);
    }

    private static async Task<SearchAnswer> AskAsync(
        Cluster cluster,
        Collection collection,
        QueryTerm[] terms,
        int k = 10,
        int offset = 0,
        bool withExamples = false,
        ImmutableArray<QueryInput>? inputs = null)
    {
        var request = new SearchRequest
        {
            Collection = collection.Id,
            Model = collection.Model,
            Version = collection.Version,
            K = k,
            Offset = offset,
            Inputs = inputs ?? [],
        };
        var key = QueryKey.FromTerms(TestModel.Instance.Tokenizer.CleanerName, QueryTerms.Of(terms, withExamples));
        return await cluster.Grains.GetGrain<IQueryGrain>(key.Value).SearchAsync(request, default);
    }

    private static QueryTerm Text(double weight, string text) => QueryTerm.OfText(weight, TestModel.Instance.Tokenizer, text);

    private static (QueryTerm Term, QueryInput Input) Image(byte[] tile)
    {
        var hash = QueryTerm.HashOf(tile);
        return (QueryTerm.OfImage(1, hash), new QueryInput { Hash = hash, Tile = tile });
    }

    private static (QueryTerm Term, QueryInput Input) Vector(float[] values)
    {
        var unit = Embedding.From(Unit(values));
        var term = QueryTerm.OfVector(1, unit);
        return (term, new QueryInput { Hash = term.Content, Embedding = unit });
    }

    /// <summary>The embedding of a text, as the fake devices make it.</summary>
    private static float[] Of(string text) => FakeTowers.VectorOf(TestModel.Instance.Tokenizer.Encode(text).Ids.AsSpan());

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    private static Guid[] Nearest(float[] query, int k, int points) =>
    [
        .. Enumerable.Range(0, points)
            .Select(number => (TestImages.Point(number).Id, Score: TensorPrimitives.Dot<float>(query, FakeTowers.VectorOf<int>([number, 7]))))
            .OrderByDescending(point => point.Score)
            .Take(k)
            .Select(point => point.Id),
    ];
}
