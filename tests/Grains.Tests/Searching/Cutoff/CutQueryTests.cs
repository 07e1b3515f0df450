using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Searching.Cutoff;
using Txt2Image.Grains.Tests.Support;

namespace Txt2Image.Grains.Tests.Searching.Cutoff;

public sealed class CutQueryTests
{
    private static readonly int Texts = UnrelatedTexts.All.Count;

    [Fact]
    public void UnrelatedTexts_OfTheProduct_AreSomeHundredAndDiffer()
    {
        Assert.InRange(Texts, 200, 400);
        Assert.Equal(Texts, UnrelatedTexts.All.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task ACut_IsLearnedOnce_AndThenAnswersFromMemory()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(40);

        var first = await LearnedAsync(cluster, "cat");
        var searches = cluster.Store.Searches;
        var again = await AskAsync(cluster, "cat", maxChance: 1);
        var strict = await AskAsync(cluster, "cat", maxChance: .0001);

        Assert.Equal(CacheSource.Memory, again.Cache);
        Assert.Equal(first.Hits.Select(hit => (hit.Id, hit.Chance)), again.Hits.Select(hit => (hit.Id, hit.Chance)));
        Assert.All(again.Hits, hit => Assert.True(hit.Score >= again.Cutoff!.Floor));
        Assert.Empty(strict.Hits);
        Assert.Equal((true, false, null), (strict.Cutoff!.IsNothing, strict.HasMore, strict.Cutoff.Floor));
        Assert.Equal(searches, cluster.Store.Searches);

        // One search for the query, and one for each text on each silo that was asked.
        Assert.Contains(searches, new[] { 1 + Texts, 1 + (2 * Texts) });
    }

    [Fact]
    public async Task ACut_WithAnArrangement_AppliesBeforeIt()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(40);
        var cut = await LearnedAsync(cluster, "cat", k: 40);

        var sorted = await AskAsync(
            cluster, "cat", maxChance: 1, k: 40, refinement: new() { Within = 40, Order = HitOrder.Name, Facets = ["width"] });

        Assert.InRange(cut.Hits.Length, 1, 39);
        Assert.Equal(cut.Hits.Select(hit => hit.Names[0]).Order(StringComparer.Ordinal), sorted.Hits.Select(hit => hit.Names[0]));
        Assert.Equal(cut.Hits.Length, sorted.Facets[0].Values[0].Count);
        Assert.All(sorted.Hits, hit => Assert.NotNull(hit.Chance));
    }

    [Fact]
    public async Task ASearch_WhileScoresCannotBeLearned_IsAnsweredWithoutACut()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(40);
        await AskAsync(cluster, "cat", maxChance: null);
        var gate = new TaskCompletionSource();
        cluster.Store.BeforeSearch = gate.Task;

        var answer = await AskAsync(cluster, "cat", maxChance: .05);

        Assert.Equal((10, CutoffState.Learning), (answer.Hits.Length, answer.Cutoff!.State));
        Assert.All(answer.Hits, hit => Assert.Null(hit.Chance));
        gate.SetResult();
        await LearnedAsync(cluster, "cat");
    }

    [Fact]
    public async Task ACut_OfFewImages_IsNone()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.AddPointsAsync(LearnedScores.FewestImages - 1);

        var answer = await LearnedAsync(cluster, "cat");

        Assert.Equal((10, CutoffState.TooFew), (answer.Hits.Length, answer.Cutoff!.State));
    }

    [Fact]
    public async Task ACut_OfAnEmptyCollection_IsNothing()
    {
        await using var cluster = await Cluster.StartAsync();

        var answer = await LearnedAsync(cluster, "cat");

        Assert.Equal((0, CutoffState.Applied, true), (answer.Hits.Length, answer.Cutoff!.State, answer.Cutoff.IsNothing));
    }

    [Fact]
    public async Task ACut_OfAnExample_IsInvalid()
    {
        await using var cluster = await Cluster.StartAsync();
        var ids = await cluster.AddPointsAsync(3);
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        var example = QueryTerm.OfStored(1, new ExampleImage(collection.Id, ids[0], "1"));
        var key = QueryKey.FromTerms("clip", QueryTerms.Of([example], withExamples: true));

        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => AskAsync(cluster, key, .05, 10, null));

        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
    }

    /// <summary>The answer once the scores are learned on the silo of the query.</summary>
    private static async Task<SearchAnswer> LearnedAsync(Cluster cluster, string text, int k = 10)
    {
        SearchAnswer? answer = null;
        await Eventually.IsTrueAsync(async () =>
        {
            answer = await AskAsync(cluster, text, maxChance: 1, k);
            return answer.Cutoff!.State != CutoffState.Learning;
        });
        return answer!;
    }

    private static Task<SearchAnswer> AskAsync(Cluster cluster, string text, double? maxChance, int k = 10, Refinement? refinement = null) =>
        AskAsync(cluster, QueryKey.FromText(TestModel.Instance.Tokenizer, text), maxChance, k, refinement);

    private static async Task<SearchAnswer> AskAsync(Cluster cluster, QueryKey key, double? maxChance, int k, Refinement? refinement)
    {
        var collection = (await cluster.Catalogue.FindAsync("demo", true, default))!;
        var request = new SearchRequest
        {
            Collection = collection.Id,
            Model = collection.Model,
            Version = collection.Version,
            K = k,
            MaxChance = maxChance,
            Refinement = refinement,
        };
        return await cluster.Grains.GetGrain<IQueryGrain>(key.Value).SearchAsync(request, default);
    }
}
