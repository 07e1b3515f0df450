using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// Carries out a collection's writes, one at a time per collection. It never throws: every write completes with a result or a failure. Writes
/// continue when their caller cancels, so no caller's token is used.
/// </summary>
internal sealed partial class CollectionWriter(
    IVectorStore store, IImageStore images, TimeProvider time, ILogger<CollectionWriter> log)
{
    /// <summary>The approximate number of images for which one durable write is most efficient.</summary>
    public const int GoodSize = 256;

    private readonly StoreDeadline _deadline = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(2), time);
    private readonly CollectionDeleter _deleter = new(store, images);
    private readonly ConcurrentDictionary<Guid, CollectionInfo> _bindings = new();

    /// <summary>Adds the images of several callers in one durable write.</summary>
    public async Task AddAsync(Guid collection, IReadOnlyList<CollectionWrite.Add> group)
    {
        List<AddedImage> all = [.. group.SelectMany(add => add.Images, (add, image) => new AddedImage(add.Model, image))];
        try
        {
            HandOut(group, await _deadline.CallAsync(
                (Writer: this, collection, all), static (call, token) => call.Writer.WriteAsync(call.collection, call.all, token),
                CancellationToken.None));
        }
#pragma warning disable CA1031 // The pump must survive; every caller of this write gets the failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HandOut(group, [.. Enumerable.Repeat(AddOutcome.Failed(Translate(exception)), all.Count)]);
        }
    }

    /// <summary>Deletes images or names, repairs images, or deletes the collection.</summary>
    public async Task DoAsync(Guid collection, CollectionWrite write)
    {
        try
        {
            await _deadline.CallAsync(
                (Writer: this, collection, write), static (call, token) => call.Writer.EndAsync(call.collection, call.write, token),
                CancellationToken.None);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            write.Fail(Translate(exception));
        }
    }

    private async Task<List<AddOutcome>> WriteAsync(Guid collection, List<AddedImage> all, CancellationToken cancellationToken)
    {
        var binding = await BindingAsync(collection, cancellationToken);
        var held = await HeldVectorsAsync(collection, all, cancellationToken);
        var points = all.ConvertAll(added =>
            added.Model == binding.Model ? NewPoints.Of(added.Image, held, binding.Dimension) : NewPoints.OfAnotherModel(added.Model, binding));

        // Call the store even if there is nothing to write: an earlier attempt may have been written without an answer, and the version must change
        // first.
        var result =
            await store.UpsertAsync(collection, [.. points.Where(point => point.Point is not null).Select(point => point.Point!)], cancellationToken);
        await ForgetAsync(collection, result.Orphans);
        var written = new Queue<UpsertOutcome>(result.Outcomes);
        return points.ConvertAll(point => point.Refusal ?? new AddOutcome { Status = ToStatus(written.Dequeue()) });
    }

    /// <summary>What a collection was created with. It never changes.</summary>
    private async ValueTask<CollectionInfo> BindingAsync(Guid collection, CancellationToken cancellationToken) =>
        _bindings.TryGetValue(collection, out var known)
            ? known
            : _bindings[collection] = await store.FindAsync(collection, cancellationToken)
                ?? throw new StoreException(StoreFault.NotFound, $"There is no collection with the id {collection}; it may have been dropped.");

    /// <summary>Carries out a write and completes it with its result.</summary>
    private async Task<bool> EndAsync(Guid collection, CollectionWrite write, CancellationToken cancellationToken) => write switch
    {
        CollectionWrite.Delete delete => delete.Done.TrySetResult([.. await _deleter.DeleteAsync(collection, delete.Ids, cancellationToken)]),
        CollectionWrite.RemoveNames remove => remove.Done.TrySetResult(await _deleter.RemoveNamesAsync(collection, remove.Names, cancellationToken)),
        CollectionWrite.Repair repair => repair.Done.TrySetResult(await _deleter.RepairAsync(collection, repair.Ids, cancellationToken)),
        CollectionWrite.Drop drop => drop.Done.TrySetResult(await DropAsync(collection, cancellationToken)),
        _ => throw new InvalidOperationException($"Unknown write: {write.GetType().Name}."),
    };

    private async Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken)
    {
        var existed = await store.DropAsync(collection, cancellationToken);
        _bindings.TryRemove(collection, out _);
        await ForgetAllAsync(collection);
        return existed;
    }

    /// <summary>Reads the stored vectors of images that came without one because the collection was known to contain them.</summary>
    private async Task<Dictionary<Guid, Point>> HeldVectorsAsync(Guid collection, List<AddedImage> all, CancellationToken cancellationToken)
    {
        List<Guid> wanted = [.. all.Where(added => added.Image.Embedding is null).Select(added => added.Image.Id).Distinct()];
        if (wanted.Count == 0)
        {
            return [];
        }

        var points = await store.GetAsync(collection, wanted, withVectors: true, cancellationToken);
        return points.ToDictionary(point => point.Id);
    }

    /// <summary>
    /// Deletes the bytes of points that lost their last name. This finishes before the next write starts, so no later add can lose its bytes.
    /// </summary>
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

    /// <summary>Deletes the bytes of a deleted collection. Their deletion cannot be requested again, so a failure is logged.</summary>
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
        return new Txt2ImageException(ErrorCode.Internal, "The write failed unexpectedly. See the server's log.");
    }

    [LoggerMessage(LogLevel.Warning, "Cannot delete the bytes of image {Image}, which lost its last name in collection {Collection}: {Reason}")]
    private partial void LogOrphan(Guid collection, Guid image, string reason);

    [LoggerMessage(LogLevel.Warning, "Cannot delete the bytes of the deleted collection {Collection}: {Reason}")]
    private partial void LogLeftovers(Guid collection, string reason);

    [LoggerMessage(LogLevel.Error, "A write failed")]
    private partial void LogFailure(Exception failure);

    /// <param name="Model">The fingerprint of the model that embedded it.</param>
    /// <param name="Image">The image.</param>
    private sealed record AddedImage(string Model, NewImage Image);
}
