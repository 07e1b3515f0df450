using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching.Arranging;

/// <summary>Applies a refinement to the best hits of a query: counts values, folds near-duplicates, and puts the hits in order.</summary>
internal sealed class HitArranger(IVectorStore store, IOptions<SearchOptions> options, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly StoreDeadline _deadline = new(options.Value.StoreDeadline, RetryAfter, time);

    /// <summary>Whether the refinement needs the embeddings of the hits, which no answer contains.</summary>
    public static bool NeedsVectors(Refinement refinement) => refinement.Collapse is not null || refinement.Diversity is not null;

    /// <summary>Arranges hits.</summary>
    /// <param name="collection">The collection that they are from.</param>
    /// <param name="hits">The hits, the best first.</param>
    /// <param name="refinement">What to do.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The arranged hits, and the counts over all hits that were given.</returns>
    public async Task<(ImmutableArray<SearchHit> Hits, ImmutableArray<Facet> Facets)> ArrangeAsync(
        Guid collection, ImmutableArray<SearchHit> hits, Refinement refinement, CancellationToken cancellationToken)
    {
        var facets = FacetCounter.Count(hits, refinement.Facets);
        if (NeedsVectors(refinement) && !hits.IsEmpty)
        {
            var found = await _deadline.CallAsync(
                (store, collection, ids: hits.Select(hit => hit.Id).ToList()),
                static (call, token) => call.store.GetVectorsAsync(call.collection, call.ids, token),
                cancellationToken);

            // Comparing 1,000 hits takes some 15 ms: too long for a grain's turn.
            hits = await Task.Run(() => Compare(hits, found, refinement, cancellationToken), cancellationToken);
        }

        return (HitSorting.Sort(hits, refinement.Order), facets);
    }

    private static ImmutableArray<SearchHit> Compare(
        ImmutableArray<SearchHit> hits,
        IReadOnlyDictionary<Guid, ReadOnlyMemory<float>> found,
        Refinement refinement,
        CancellationToken cancellationToken)
    {
        // An image that was deleted after the search has no embedding, and resembles no other.
        List<ComparedHit> compared = [.. hits.Select(hit => new ComparedHit(hit, found.GetValueOrDefault(hit.Id)))];
        if (refinement.Collapse is { } cosine)
        {
            compared = NearDuplicates.Fold(compared, cosine, cancellationToken);
        }

        if (refinement.Diversity is { } diversity)
        {
            compared = MarginalRelevance.Order(compared, diversity, cancellationToken);
        }

        return [.. compared.Select(one => one.Hit)];
    }
}
