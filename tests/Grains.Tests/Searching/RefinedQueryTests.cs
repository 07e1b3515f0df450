using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Searching;

public sealed class RefinedQueryTests
{
    [Fact]
    public async Task AnotherOption_OfTheSameQuery_NeitherEncodesNorSearchesAgain()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(60);
        var plain = await AskAsync(cluster, new() { Within = 60 }, k: 60);

        var byName = await AskAsync(cluster, new() { Within = 60, Order = HitOrder.Name }, k: 60);
        var diverse = await AskAsync(cluster, new() { Within = 60, Diversity = .5 }, k: 60);
        var folded = await AskAsync(cluster, new() { Within = 60, Collapse = .5, Facets = ["width"] }, k: 60);

        Assert.Equal((1, 1), (cluster.TextsEncoded, cluster.Store.Searches));
        Assert.Equal(plain.Hits.Select(hit => hit.Names[0]).Order(StringComparer.Ordinal), byName.Hits.Select(hit => hit.Names[0]));
        Assert.Equal(plain.Hits.Select(hit => hit.Id).Order(), diverse.Hits.Select(hit => hit.Id).Order());
        Assert.NotEqual(plain.Hits.Select(hit => hit.Id), diverse.Hits.Select(hit => hit.Id));
        Assert.Equal(60, folded.Hits.Length + folded.Hits.Sum(hit => hit.Folded.Length));
        Assert.InRange(folded.Hits.Length, 2, 59);
        Assert.Equal([new FacetValue("16", 60)], folded.Facets[0].Values);
    }

    [Fact]
    public async Task Pages_OfAnArrangement_AreSlicesOfOne()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(60);
        var refinement = new Refinement { Within = 60, Collapse = .6 };

        var whole = await AskAsync(cluster, refinement, k: 60);
        var page = await AskAsync(cluster, refinement, k: 3, offset: 2);
        var next = await AskAsync(cluster, refinement, k: 3, after: new(page.Hits[^1].Id, page.Hits[^1].Score, 5));

        Assert.Equal(whole.Hits[2..8].Select(hit => hit.Id), [.. page.Hits.Concat(next.Hits).Select(hit => hit.Id)]);
        Assert.Equal((2, true, 5), (page.Offset, page.HasMore, next.Offset));
        Assert.Equal(CacheSource.Memory, page.Cache);
        Assert.Equal((1, 1), (cluster.Store.Searches, cluster.Store.VectorReads));
    }

    [Fact]
    public async Task ALowestScore_WithAnArrangement_AppliesBeforeIt()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(20);
        var plain = await AskAsync(cluster, null, k: 20);
        var floor = (double)plain.Hits[7].Score;

        var best = await AskAsync(cluster, new() { Within = 20, Order = HitOrder.Name, Facets = ["height"] }, k: 20, minScore: floor);

        Assert.Equal(plain.Hits[..8].Select(hit => hit.Names[0]).Order(StringComparer.Ordinal), best.Hits.Select(hit => hit.Names[0]));
        Assert.Equal(8, best.Facets[0].Values[0].Count);
        Assert.False(best.HasMore);
    }

    [Fact]
    public async Task Arrangements_ManyEqualOnesAtOnce_AreOneReadingOfEmbeddings()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(30);
        var gate = new TaskCompletionSource();
        cluster.Store.BeforeSearch = gate.Task;
        var asked = Enumerable.Range(1, 20).Select(k => AskAsync(cluster, new() { Within = 30, Diversity = .4 }, k)).ToList();
        gate.SetResult();

        var answers = await Task.WhenAll(asked);

        Assert.Equal((1, 1), (cluster.Store.Searches, cluster.Store.VectorReads));
        Assert.All(answers, answer => Assert.Equal(answers[^1].Hits[..answer.Hits.Length].Select(hit => hit.Id), answer.Hits.Select(hit => hit.Id)));
    }

    [Fact]
    public async Task PagesByPosition_WhileImagesAreAdded_RepeatAndMissNothing()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(30);
        var before = await AskAsync(cluster, null, k: 30);
        HitPosition? after = null;
        List<Guid> seen = [];
        for (var page = 0; page < 6; page++)
        {
            var answer = await AskAsync(cluster, null, k: 5, after: after);
            Assert.Equal(5, answer.Hits.Length);
            seen.AddRange(answer.Hits.Select(hit => hit.Id));
            after = new(answer.Hits[^1].Id, answer.Hits[^1].Score, answer.Offset + 5);
            await cluster.AddPointsAsync(8, seed: 1000 + (8 * page));
        }

        var old = before.Hits.Select(hit => hit.Id).ToHashSet();
        Assert.Equal(seen.Count, seen.Distinct().Count());
        var reached = before.Hits.Where(hit => hit.Score > after!.Value.Score).Select(hit => hit.Id);
        Assert.Equal(reached, seen.Where(old.Contains).Intersect(reached));
    }

    [Fact]
    public async Task AStoreThatIsDown_FailsWhatNeedsEmbeddings_AndNothingElse()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(30);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        await AskAsync(cluster, null, k: 10, collection: collection);
        cluster.Store.Down = true;

        Assert.Equal(10, (await AskAsync(cluster, new() { Within = 20, Order = HitOrder.Name }, k: 10, collection: collection)).Hits.Length);
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(
            () => AskAsync(cluster, new() { Within = 20, Collapse = .9 }, k: 10, collection: collection));
        Assert.Equal(ErrorCode.Unavailable, failure.Code);
    }

    [Fact]
    public async Task Arrangement_OfMoreThanCanBeFound_IsInvalid()
    {
        await using var cluster = await Cluster.StartAsync();

        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => AskAsync(cluster, new() { Within = 1001, Collapse = .9 }, k: 1));

        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
    }

    private static async Task<SearchAnswer> AskAsync(
        Cluster cluster,
        Refinement? refinement,
        int k,
        int offset = 0,
        HitPosition? after = null,
        double? minScore = null,
        Txt2Image.Grains.Abstractions.Collections.Collection? collection = null)
    {
        collection ??= (await cluster.Catalogue.FindAsync("demo", true, default))!;
        var request = new SearchRequest
        {
            Collection = collection.Id,
            Model = collection.Model,
            Version = collection.Version,
            K = k,
            Offset = offset,
            After = after,
            MinScore = minScore,
            Refinement = refinement,
        };
        return await cluster.Grains.GetGrain<IQueryGrain>(QueryKey.FromText(TestModel.Instance.Tokenizer, "cat").Value).SearchAsync(request, default);
    }
}
