using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
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
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<(QuestionHits Hits, double Milliseconds)> FindAsync(
        SearchRequest request,
        Filter? filter,
        QuestionEmbedding question,
        int hits,
        ImmutableArray<Guid> leftOut,
        CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var most = Math.Min(hits + leftOut.Length, StorageLimits.MaxHits);
        var found = await _deadline.CallAsync(
            (store, request, filter, question, most),
            static (call, token) => call.store.SearchAsync(call.request.Collection, call.question.Vector, call.most, call.filter, token),
            cancellationToken);
        var kept = leftOut.IsEmpty ? found : [.. found.Where(hit => !leftOut.Contains(hit.Id)).Take(hits)];
        return (new QuestionHits(hits, [.. kept.Select(ToWire)], question.Truncated), time.GetElapsedTime(begun).TotalMilliseconds);
    }

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
