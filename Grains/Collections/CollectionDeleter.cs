using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// Deletes images: bytes, then points, so that a delete that ends in the middle leaves points that can be found and deleted again. Its caller is the one
/// writer of the collection: who holds a name in one step, holds it in the next.
/// </summary>
internal sealed class CollectionDeleter(IVectorStore store, IImageStore images)
{
    private const int AtOnce = 16;

    /// <summary>Deletes images under all their names.</summary>
    /// <returns>The ids that were there.</returns>
    public async Task<IReadOnlyList<Guid>> DeleteAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await DeleteBytesAsync(collection, ids, cancellationToken);
        return (await store.DeleteAsync(collection, ids, cancellationToken)).Deleted;
    }

    public async Task<RemovedNames> RemoveNamesAsync(Guid collection, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var going = names.ToHashSet(StringComparer.Ordinal);
        var holders = await store.HoldersAsync(collection, names, cancellationToken);
        Guid[] orphans = [.. holders.Where(holder => holder.Payload.Names.All(going.Contains)).Select(holder => holder.Id)];
        await DeleteBytesAsync(collection, orphans, cancellationToken);
        var removal = await store.RemoveNamesAsync(collection, names, cancellationToken);
        return new RemovedNames([.. removal.Removed], [.. removal.Orphans]);
    }

    /// <summary>
    /// Deletes points without bytes and bytes without a point, where they still are so. Whoever adds such an image meanwhile looks after its bytes behind its
    /// point, and after its point behind bytes that it had to write again: neither half that goes here is missed.
    /// </summary>
    public async Task<ImmutableArray<Guid>> RepairAsync(Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var points = (await store.GetAsync(collection, ids, withVectors: false, cancellationToken)).Select(point => point.Id).ToHashSet();
        List<Guid> halves = [];
        foreach (var id in ids)
        {
            if (!points.Contains(id) || !await HasPictureAsync(new ImageKey(collection, id), cancellationToken))
            {
                halves.Add(id);
            }
        }

        if (halves.Count > 0)
        {
            await DeleteAsync(collection, halves, cancellationToken);
        }

        return [.. halves];
    }

    /// <summary>Whether the original is there, or the preview in the place of one that is not kept; a thumbnail that is missing can be made again.</summary>
    private async Task<bool> HasPictureAsync(ImageKey key, CancellationToken cancellationToken)
    {
        await using var original = await images.OpenAsync(key, ImageKind.Original, cancellationToken);
        if (original is not null)
        {
            return true;
        }

        await using var preview = await images.OpenAsync(key, ImageKind.Preview, cancellationToken);
        return preview is not null;
    }

    private async Task DeleteBytesAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(id => images.DeleteAsync(new ImageKey(collection, id), cancellationToken)));
        }
    }
}
