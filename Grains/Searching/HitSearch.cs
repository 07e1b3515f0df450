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

    public async Task<(QuestionHits Hits, double Milliseconds)> FindAsync(
        SearchRequest request, Filter? filter, QuestionEmbedding question, int hits, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var found = await _deadline.CallAsync(
            (store, request, filter, question, hits),
            static (call, token) => call.store.SearchAsync(call.request.Collection, call.question.Vector, call.hits, call.filter, token),
            cancellationToken);
        return (new QuestionHits(hits, [.. found.Select(ToWire)], question.Truncated), time.GetElapsedTime(begun).TotalMilliseconds);
    }

    private static SearchHit ToWire(Hit hit) => new()
    {
        Id = hit.Id,
        Score = hit.Score,
        Names = hit.Payload.Names is string[] names ? ImmutableCollectionsMarshal.AsImmutableArray(names) : [.. hit.Payload.Names],
        Caption = hit.Payload.Caption,
        Fields = FieldsJson.Show(hit.Payload.Fields),
        Width = hit.Payload.Width,
        Height = hit.Payload.Height,
    };
}
