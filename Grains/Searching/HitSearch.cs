using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>Searches the vector store within a deadline.</summary>
internal sealed class HitSearch(IVectorStore store, IOptions<SearchOptions> options, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly StoreDeadline _deadline = new(options.Value.StoreDeadline, RetryAfter, time);

    /// <summary>Finds the first hits of a query.</summary>
    /// <param name="request">The collection.</param>
    /// <param name="filter">What the hits must satisfy, or null.</param>
    /// <param name="question">The query's embedding.</param>
    /// <param name="hits">How many hits.</param>
    /// <param name="leftOut">Ids that the answer leaves out.</param>
    /// <param name="progress">Where <see cref="SoFar"/> sees what has been found.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="Txt2ImageException">The store failed; InvalidRequest: the filter has a range over a field without numbers.</exception>
    public async Task<(QuestionHits Hits, double Milliseconds)> FindAsync(
        SearchRequest request,
        Filter? filter,
        QuestionEmbedding question,
        int hits,
        ImmutableArray<Guid> leftOut,
        SearchProgress progress,
        CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var most = Math.Min(hits + leftOut.Length, StorageLimits.MaxHits);
        var found = await _deadline.CallAsync(
            (store, request, filter, question, most, progress),
            static (call, token) => call.store.SearchAsync(
                call.request.Collection, call.question.Vector, call.most, call.filter, call.request.Ef, call.progress, token),
            cancellationToken);
        if (found.Count == 0 && filter is not null)
        {
            await RangeCheck.RunAsync(filter, async wider => await HasAnyAsync(request.Collection, wider, question, cancellationToken));
        }

        return (new QuestionHits(hits, ToWire(found, hits, leftOut), question.Truncated), time.GetElapsedTime(begun).TotalMilliseconds);
    }

    /// <summary>What a search that has not ended has found so far; null if nothing yet.</summary>
    public static QuestionHits? SoFar(SearchProgress progress, QuestionEmbedding question, int hits, ImmutableArray<Guid> leftOut) =>
        progress.SoFar() is { } found
            ? new QuestionHits(hits, ToWire(found.Hits, hits, leftOut), question.Truncated)
            {
                Part = new SearchedPart { Searched = found.Searched, Total = found.Total, CompleteDownTo = found.CompleteDownTo },
            }
            : null;

    private async Task<bool> HasAnyAsync(Guid collection, Filter? filter, QuestionEmbedding question, CancellationToken cancellationToken)
    {
        var found = await _deadline.CallAsync(
            (store, collection, filter, question),
            static (call, token) => call.store.SearchAsync(call.collection, call.question.Vector, 1, call.filter, null, null, token),
            cancellationToken);
        return found.Count > 0;
    }

    private static ImmutableArray<SearchHit> ToWire(IReadOnlyList<Hit> found, int hits, ImmutableArray<Guid> leftOut) =>
        [.. (leftOut.IsEmpty ? found : found.Where(hit => !leftOut.Contains(hit.Id)).Take(hits)).Select(ToWire)];

    /// <summary>A hit of the store as a message.</summary>
    public static SearchHit ToWire(Hit hit) => new()
    {
        Id = hit.Id,
        Score = hit.Score,
        Names = hit.Payload.Names is string[] names ? ImmutableCollectionsMarshal.AsImmutableArray(names) : [.. hit.Payload.Names],
        Caption = hit.Payload.Caption,
        Fields = FieldsJson.Show(hit.Payload.Fields),
        Width = hit.Payload.Width,
        Height = hit.Payload.Height,
        ThumbHash = hit.Payload.ThumbHash,
    };
}
