using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// Deletes images: bytes, then points, so that an interrupted delete leaves points, which can be found and deleted again. Its caller is the
/// collection's only writer, so the names of an image cannot change between two steps.
/// </summary>
internal sealed class CollectionDeleter(IVectorStore store, IImageStore images)
{
    private const int AtOnce = 16;

    /// <summary>Deletes images with all their names.</summary>
    public async Task<DeleteResult> DeleteAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        await DeleteBytesAsync(collection, ids, cancellationToken);
        return await store.DeleteAsync(collection, ids, cancellationToken);
    }

    public async Task<(RemovedNames Removed, WriteNote Note)> RemoveNamesAsync(
        Guid collection, ImmutableArray<ImageName> names, CancellationToken cancellationToken)
    {
        PointName[] going = [.. names.Select(name => new PointName(name.Id, name.Name))];
        var asked = going.ToHashSet();
        var points = await store.GetAsync(collection, [.. going.Select(name => name.Id).Distinct()], withVectors: false, cancellationToken);
        var orphans = points.Where(point => point.Payload.Names.All(name => asked.Contains(new PointName(point.Id, name))));
        await DeleteBytesAsync(collection, [.. orphans.Select(point => point.Id)], cancellationToken);
        var removal = await store.RemoveNamesAsync(collection, going, cancellationToken);
        return (
            new RemovedNames([.. removal.Removed.Select(name => new ImageName(name.Id, name.Name))], [.. removal.Orphans]),
            new WriteNote(removal.Version, [.. removal.Removed.Select(name => name.Id).Distinct()]));
    }

    /// <summary>
    /// Deletes points without bytes and bytes without a point, if that is still so. A concurrent add of such an image checks its bytes after writing
    /// its point, and its point after it had to write bytes again, so it notices either half that is deleted here.
    /// </summary>
    public async Task<(ImmutableArray<Guid> Repaired, WriteNote Note)> RepairAsync(
        Guid collection, ImmutableArray<Guid> ids, CancellationToken cancellationToken)
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

        var deleted = halves.Count > 0 ? await DeleteAsync(collection, halves, cancellationToken) : null;
        return ([.. halves], deleted is null ? WriteNote.Nothing : new WriteNote(deleted.Version, deleted.Deleted));
    }

    /// <summary>
    /// Whether the image has its original, or the preview that replaces an original that is not stored. A missing thumbnail does not count, because
    /// it can be made again.
    /// </summary>
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
