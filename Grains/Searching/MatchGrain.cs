using System.Collections.Immutable;
using System.Numerics.Tensors;
using Orleans.Concurrency;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>Compares images with a query on its caller's silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class MatchGrain(IVectorStore store) : Grain, IMatchGrain
{
    public async Task<ImmutableArray<SearchHit>> MatchAsync(MatchRequest request, CancellationToken cancellationToken)
    {
        var passes = request.Filter is null ? null : FilterMatch.Compile(FilterJson.Read(request.Filter));
        var points = await StoreDeadline.CallAsync(() => store.GetAsync(request.Collection, request.Ids, withVectors: true, cancellationToken));
        var found = points.ToDictionary(point => point.Id);
        return
        [
            .. request.Ids.Select(id => found.GetValueOrDefault(id)).OfType<Point>()
                .Where(point => passes?.Invoke(point.Payload) != false)
                .Select(point => new Hit(point.Id, Cosine(request, point), point.Payload))
                .Where(hit => !(hit.Score < request.MinScore))
                .Select(HitSearch.ToWire),
        ];
    }

    /// <summary>Both are unit vectors; rounding must not lead out of [-1, 1].</summary>
    private static float Cosine(MatchRequest request, Point point) =>
        Math.Clamp(TensorPrimitives.Dot(request.Embedding.Span, point.Vector.Span), -1, 1);
}
