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
        return [.. points.Select(point => Listed(point, embeddings))];
    }

    public async Task<ImmutableArray<ListedImage>> NewestAsync(
        Guid collection, ListedPlace? after, int limit, CancellationToken cancellationToken)
    {
        var place = after is null ? default(TimelinePlace?) : new TimelinePlace(after.Taken, after.Id);
        var points = await StoreDeadline.CallAsync(() => store.NewestAsync(collection, place, limit, cancellationToken));
        return [.. points.Select(point => Listed(point, withEmbedding: false))];
    }

    public async Task<ImmutableArray<FoundImage>> FindAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var points = await StoreDeadline.CallAsync(() => store.GetAsync(collection, ids, withVectors: false, cancellationToken));
        return [.. points.Select(point => new FoundImage(point.Id, DerivedFields.IsPreviewOnly(point.Payload.Fields)))];
    }

    private static ListedImage Listed(Point point, bool withEmbedding) => new()
    {
        Id = point.Id,
        Names = [.. point.Payload.Names],
        Caption = point.Payload.Caption,
        Fields = FieldsJson.Show(point.Payload.Fields),
        Width = point.Payload.Width,
        Height = point.Payload.Height,
        MediaType = point.Payload.MediaType,
        Bytes = point.Payload.Bytes,
        Embedding = withEmbedding ? Embedding.From(point.Vector.Span) : null,
        Taken = TimelinePlace.Of(point).Taken,
    };
}
