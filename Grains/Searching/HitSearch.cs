using Microsoft.Extensions.Options;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>Searches the vector store within a deadline, and limits the number of uncached queries in progress.</summary>
internal sealed class HitSearch(IVectorStore store, IOptions<SearchOptions> options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _room = new(options.Value.MaxUncached);
    private readonly StoreDeadline _deadline = new(options.Value.StoreDeadline, RetryAfter, time);

    /// <summary>When to try again if the limit is reached.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Takes a place among the uncached queries in progress; null if all are taken. Dispose returns it.</summary>
    public IDisposable? TryEnter() => _room.Wait(0) ? new Place(_room) : null;

    public async Task<(QuestionHits Hits, double Milliseconds)> FindAsync(
        SearchRequest request, QuestionEmbedding question, int hits, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var found = await _deadline.CallAsync(
            (store, request, question, hits),
            static (call, token) => call.store.SearchAsync(call.request.Collection, call.question.Vector, call.hits, FilterOf(call.request), token),
            cancellationToken);
        return (new QuestionHits(hits, [.. found.Select(ToWire)], question.Truncated), time.GetElapsedTime(begun).TotalMilliseconds);
    }

    public void Dispose() => _room.Dispose();

    private static Filter? FilterOf(SearchRequest request) => request.Filter is null ? null : FilterJson.Read(request.Filter);

    private static SearchHit ToWire(Hit hit) => new()
    {
        Id = hit.Id,
        Score = hit.Score,
        Names = [.. hit.Payload.Names],
        Caption = hit.Payload.Caption,
        Fields = FieldsJson.Show(hit.Payload.Fields),
        Width = hit.Payload.Width,
        Height = hit.Payload.Height,
    };

    private sealed class Place(SemaphoreSlim room) : IDisposable
    {
        public void Dispose() => room.Release();
    }
}
