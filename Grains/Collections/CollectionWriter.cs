using Microsoft.Extensions.Logging;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// Carries a collection's writes out, one at a time for each collection. It never throws: every write ends in its result or its failure. It outlasts
/// callers who leave, so it takes no token of theirs.
/// </summary>
internal sealed partial class CollectionWriter(IVectorStore store, IImageStore images, ClipModel model, TimeProvider time, ILogger<CollectionWriter> log)
{
    /// <summary>About how many images one durable write takes at best.</summary>
    public const int GoodSize = 256;

    private readonly StoreDeadline _deadline = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(2), time);
    private readonly CollectionDeleter _deleter = new(store, images);

    /// <summary>Adds the images of several callers in one durable write.</summary>
    public async Task AddAsync(Guid collection, IReadOnlyList<CollectionWrite.Add> group)
    {
        List<NewImage> all = [.. group.SelectMany(add => add.Images)];
        try
        {
            HandOut(group, await _deadline.CallAsync(
                (Writer: this, collection, all), static (call, token) => call.Writer.WriteAsync(call.collection, call.all, token), CancellationToken.None));
        }
#pragma warning disable CA1031 // The pump has to live on; whatever failed is told to every caller of this write.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HandOut(group, [.. Enumerable.Repeat(AddOutcome.Failed(Translate(exception)), all.Count)]);
        }
    }

    /// <summary>Deletes images, names, halves of images or the collection.</summary>
    public async Task DoAsync(Guid collection, CollectionWrite write)
    {
        try
        {
            await _deadline.CallAsync(
                (Writer: this, collection, write), static (call, token) => call.Writer.EndAsync(call.collection, call.write, token), CancellationToken.None);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            write.Fail(Translate(exception));
        }
    }

    private async Task<List<AddOutcome>> WriteAsync(Guid collection, List<NewImage> all, CancellationToken cancellationToken)
    {
        var held = await HeldVectorsAsync(collection, all, cancellationToken);
        var points = all.ConvertAll(image => NewPoints.Of(image, held, model.Dimension));

        // Also with nothing to write: an earlier try may have landed unseen, and the version must be renewed before this one is answered.
        var result = await store.UpsertAsync(collection, [.. points.Where(point => point.Point is not null).Select(point => point.Point!)], cancellationToken);
        await ForgetAsync(collection, result.Orphans);
        var written = new Queue<UpsertOutcome>(result.Outcomes);
        return points.ConvertAll(point => point.Refusal ?? new AddOutcome { Status = ToStatus(written.Dequeue()) });
    }

    /// <summary>Carries a write out and ends it in its result.</summary>
    private async Task<bool> EndAsync(Guid collection, CollectionWrite write, CancellationToken cancellationToken) => write switch
    {
        CollectionWrite.Delete delete => delete.Done.TrySetResult([.. await _deleter.DeleteAsync(collection, delete.Ids, cancellationToken)]),
        CollectionWrite.RemoveNames remove => remove.Done.TrySetResult(await _deleter.RemoveNamesAsync(collection, remove.Names, cancellationToken)),
        CollectionWrite.Repair repair => repair.Done.TrySetResult(await _deleter.RepairAsync(collection, repair.Ids, cancellationToken)),
        CollectionWrite.Drop drop => drop.Done.TrySetResult(await DropAsync(collection, cancellationToken)),
        _ => throw new InvalidOperationException($"A {write.GetType().Name} is no such write."),
    };

    private async Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken)
    {
        var existed = await store.DropAsync(collection, cancellationToken);
        await ForgetAllAsync(collection);
        return existed;
    }

    /// <summary>The stored vectors of images that came without one, because the collection was known to hold them.</summary>
    private async Task<Dictionary<Guid, Point>> HeldVectorsAsync(Guid collection, List<NewImage> all, CancellationToken cancellationToken)
    {
        List<Guid> wanted = [.. all.Where(image => image.Embedding is null).Select(image => image.Id).Distinct()];
        if (wanted.Count == 0)
        {
            return [];
        }

        var points = await store.GetAsync(collection, wanted, withVectors: true, cancellationToken);
        return points.ToDictionary(point => point.Id);
    }

    /// <summary>Bytes of points that lost their last name. They go before the next write begins, so no later add can lose its bytes to this.</summary>
    private async Task ForgetAsync(Guid collection, IReadOnlyList<Guid> orphans)
    {
        foreach (var orphan in orphans)
        {
            try
            {
                await images.DeleteAsync(new ImageKey(collection, orphan), CancellationToken.None);
            }
            catch (StoreException exception)
            {
                LogOrphan(collection, orphan, exception.Message);
            }
        }
    }

    /// <summary>The bytes of a collection that is gone: nobody can ask for their deletion again, so a failure is for the log.</summary>
    private async Task ForgetAllAsync(Guid collection)
    {
        try
        {
            await images.DropAsync(collection, CancellationToken.None);
        }
        catch (StoreException exception)
        {
            LogLeftovers(collection, exception.Message);
        }
    }

    private static void HandOut(IReadOnlyList<CollectionWrite.Add> group, IReadOnlyList<AddOutcome> outcomes)
    {
        var place = 0;
        foreach (var add in group)
        {
            add.Done.TrySetResult([.. outcomes.Skip(place).Take(add.Size)]);
            place += add.Size;
        }
    }

    private static AddStatus ToStatus(UpsertOutcome outcome) => outcome switch
    {
        UpsertOutcome.Added => AddStatus.Added,
        UpsertOutcome.Updated => AddStatus.Updated,
        _ => AddStatus.Unchanged,
    };

    private Txt2ImageException Translate(Exception failure)
    {
        if (FailureTable.Find(failure) is { } known)
        {
            return known;
        }

        LogFailure(failure);
        return new Txt2ImageException(ErrorCode.Internal, "The write failed in a way that was not foreseen; the log tells more.");
    }

    [LoggerMessage(LogLevel.Warning, "Bytes of image {Image} in collection {Collection}, which has lost its last name, could not be deleted: {Reason}")]
    private partial void LogOrphan(Guid collection, Guid image, string reason);

    [LoggerMessage(LogLevel.Warning, "The bytes of collection {Collection}, which is deleted, could not be deleted: {Reason}")]
    private partial void LogLeftovers(Guid collection, string reason);

    [LoggerMessage(LogLevel.Error, "A write failed")]
    private partial void LogFailure(Exception failure);
}
