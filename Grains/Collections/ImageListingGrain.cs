using System.Collections.Immutable;
using Orleans.Concurrency;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>The cluster's access to a collection's images. It runs on its caller's silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class ImageListingGrain(IVectorStore store) : Grain, IImageListingGrain
{
    public async Task<ImmutableArray<ListedImage>> PageAsync(
        Guid collection, Guid? after, int limit, bool embeddings, CancellationToken cancellationToken)
    {
        var points = await StoreDeadline.CallAsync(() => store.ScrollAsync(collection, after, limit, embeddings, cancellationToken));
        return [.. points.Select(point => ListedImages.Of(point) with { Embedding = embeddings ? Embedding.From(point.Vector.Span) : null })];
    }

    public async Task<ImmutableArray<ListedImage>> GetAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var points = await StoreDeadline.CallAsync(() => store.GetAsync(collection, ids, withVectors: false, cancellationToken));
        return [.. points.Select(ListedImages.WithTag)];
    }

    public async Task<ImmutableArray<ListedImage>> NewestAsync(
        Guid collection, ListedPlace? after, int limit, CancellationToken cancellationToken)
    {
        var place = after is null ? default(TimelinePlace?) : new TimelinePlace(after.Taken, after.Id);
        var points = await StoreDeadline.CallAsync(() => store.NewestAsync(collection, place, limit, cancellationToken));
        return [.. points.Select(ListedImages.Of)];
    }

    public async Task<ImmutableArray<FoundImage>> FindAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var points = await StoreDeadline.CallAsync(() => store.GetAsync(collection, ids, withVectors: false, cancellationToken));
        return [.. points.Select(point => new FoundImage(point.Id, DerivedFields.IsPreviewOnly(point.Payload.Fields)))];
    }
}
