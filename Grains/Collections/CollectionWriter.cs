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
    private readonly ImageEditor _editor = new(store);
    private readonly ConcurrentDictionary<Guid, CollectionInfo> _bindings = new();

    /// <summary>Replacements that have begun and not been seen to end. Until one has ended, nothing else is written to its collection.</summary>
    private readonly ConcurrentDictionary<Guid, ReplaceCollection> _replacing = new();

    /// <summary>Forgets what this process knows of a collection, because another one may have written to it since.</summary>
    public void Begin(Guid collection)
    {
        Forget(collection);
        _replacing.TryRemove(collection, out _);
    }

    /// <summary>The version of the last write.</summary>
    /// <exception cref="Txt2ImageException">NotFound; or the store does not answer.</exception>
    public Task<string> VersionAsync(Guid collection) => _deadline.CallAsync(
        (store, collection),
        static async (call, token) =>
            await call.store.FindAsync(call.collection, token) is { } found ? found.Version : throw NotFound(call.collection),
        CancellationToken.None);

    /// <summary>Adds the images of several callers in one durable write.</summary>
    /// <returns>What was written; null if that is not known.</returns>
    public async Task<WriteNote?> AddAsync(Guid collection, IReadOnlyList<CollectionWrite.Add> group)
    {
        List<AddedImage> all = [.. group.SelectMany(add => add.Images, (add, image) => new AddedImage(add, image))];
        try
        {
            var (outcomes, note) = await _deadline.CallAsync(
                (Writer: this, collection, all), static (call, token) => call.Writer.WriteAsync(call.collection, call.all, token),
                CancellationToken.None);
            HandOut(group, outcomes);
            return note;
        }
#pragma warning disable CA1031 // The pump must survive; every caller of this write gets the failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HandOut(group, [.. Enumerable.Repeat(AddOutcome.Failed(Translate(exception)), all.Count)]);
            return null;
        }
    }

    /// <summary>Edits an image, deletes images or names, repairs images, or deletes the collection.</summary>
    /// <returns>What was written; null if that is not known.</returns>
    public async Task<WriteNote?> DoAsync(Guid collection, CollectionWrite write)
    {
        try
        {
            return await _deadline.CallAsync(
                (Writer: this, collection, write), static (call, token) => call.Writer.EndAsync(call.collection, call.write, token),
                CancellationToken.None);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            write.Fail(Translate(exception));
            return null;
        }
    }

    /// <summary>
    /// Puts another collection in the place of this one. If that fails halfway, it is done before the next write: a write that this collection
    /// accepted after it has lost its name would be lost.
    /// </summary>
    public async Task ReplaceAsync(Guid collection, CollectionWrite.Replace write)
    {
        _replacing[collection] = write.Request;
        try
        {
            await EndReplacementAsync(collection);
            write.Done.TrySetResult(true);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            write.Fail(Translate(exception));
        }
    }

    private void Forget(Guid collection) => _bindings.TryRemove(collection, out _);

    private async Task EndReplacementAsync(Guid collection)
    {
        if (!_replacing.TryGetValue(collection, out var request))
        {
            return;
        }

        Forget(collection);
        try
        {
            await store.ReplaceAsync(collection, request.By, request.KeptAs, CancellationToken.None);
        }
        catch (StoreException exception) when (exception.Fault is not (StoreFault.Conflict or StoreFault.NotFound))
        {
            throw;
        }
        catch (StoreException)
        {
            // Refused, so nothing has changed.
            _replacing.TryRemove(collection, out _);
            throw;
        }

        _replacing.TryRemove(collection, out _);
    }

    private async Task<(List<AddOutcome> Outcomes, WriteNote Note)> WriteAsync(
        Guid collection, List<AddedImage> all, CancellationToken cancellationToken)
    {
        await EndReplacementAsync(collection);
        var binding = await BindingAsync(collection, all.Select(added => added.Add.CollectionName), cancellationToken);
        var held = await HeldVectorsAsync(collection, all, cancellationToken);
        var points = all.ConvertAll(added =>
            added.Add.CollectionName is { } name && name != binding.Name ? NewPoints.OfAnotherCollection(name)
            : added.Add.Model != binding.Model ? NewPoints.OfAnotherModel(added.Add.Model, binding)
            : NewPoints.Of(added.Image, held, binding.Dimension));

        // Call the store even if there is nothing to write: an earlier attempt may have been written without an answer, and the version must change
        // first.
        List<Point> valid = [.. points.Where(point => point.Point is not null).Select(point => point.Point!)];
        var result = await store.UpsertAsync(collection, valid, cancellationToken);
        await ForgetAsync(collection, result.Orphans);
        var written = new Queue<UpsertOutcome>(result.Outcomes);
        return (
            points.ConvertAll(point => point.Refusal ?? new AddOutcome { Status = ToStatus(written.Dequeue()) }),
            new WriteNote(result.Version, result.Changed)
            {
                Added = result.Added,
            });
    }

    /// <summary>What a collection was created with, and its name. The name can change, so it is read again if a caller has another.</summary>
    private async ValueTask<CollectionInfo> BindingAsync(Guid collection, IEnumerable<string?> names, CancellationToken cancellationToken) =>
        _bindings.TryGetValue(collection, out var known) && names.All(name => name is null || name == known.Name)
            ? known
            : _bindings[collection] = await store.FindAsync(collection, cancellationToken) ?? throw NotFound(collection);

    private static StoreException NotFound(Guid collection) =>
        new(StoreFault.NotFound, $"There is no collection with the id {collection}; it may have been dropped.");

    /// <summary>Carries out a write and completes it with its result.</summary>
    private async Task<WriteNote?> EndAsync(Guid collection, CollectionWrite write, CancellationToken cancellationToken)
    {
        await EndReplacementAsync(collection);
        await CheckNameAsync(collection, write, cancellationToken);
        switch (write)
        {
            case CollectionWrite.Edit edit:
                return await _editor.EditAsync(collection, edit, cancellationToken);
            case CollectionWrite.Delete delete:
                var deleted = await _deleter.DeleteAsync(collection, delete.Ids, cancellationToken);
                delete.Done.TrySetResult([.. deleted.Deleted]);
                return new WriteNote(deleted.Version, deleted.Deleted);
            case CollectionWrite.RemoveNames remove:
                var (removed, removal) = await _deleter.RemoveNamesAsync(collection, remove.Names, cancellationToken);
                remove.Done.TrySetResult(removed);
                return removal;
            case CollectionWrite.Repair repair:
                var (repaired, note) = await _deleter.RepairAsync(collection, repair.Ids, cancellationToken);
                repair.Done.TrySetResult(repaired);
                return note;
            case CollectionWrite.Drop drop:
                drop.Done.TrySetResult(await DropAsync(collection, cancellationToken));
                return null;
            default:
                throw new InvalidOperationException($"Unknown write: {write.GetType().Name}.");
        }
    }

    /// <summary>Refuses a write that was sent to the collection by a name that another one has now.</summary>
    private async Task CheckNameAsync(Guid collection, CollectionWrite write, CancellationToken cancellationToken)
    {
        if (write.CollectionName is not { } name || (_bindings.TryGetValue(collection, out var known) && known.Name == name))
        {
            return;
        }

        // A collection that is not there has nothing to refuse: the write itself finds that out.
        if (await store.FindAsync(collection, cancellationToken) is { } found && (_bindings[collection] = found).Name != name)
        {
            throw NewPoints.Replaced(name);
        }
    }

    private async Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken)
    {
        var existed = await store.DropAsync(collection, cancellationToken);
        Forget(collection);
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
    /// Deletes the bytes of points that were replaced under their last name. This finishes before the next write starts, so no later add can lose its
    /// bytes.
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
        UpsertOutcome.Replaced => AddStatus.Replaced,
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

    [LoggerMessage(LogLevel.Warning, "Cannot delete the bytes of image {Image}, which was replaced in collection {Collection}: {Reason}")]
    private partial void LogOrphan(Guid collection, Guid image, string reason);

    [LoggerMessage(LogLevel.Warning, "Cannot delete the bytes of the deleted collection {Collection}: {Reason}")]
    private partial void LogLeftovers(Guid collection, string reason);

    [LoggerMessage(LogLevel.Error, "A write failed")]
    private partial void LogFailure(Exception failure);

    /// <param name="Add">The write that it belongs to.</param>
    /// <param name="Image">The image.</param>
    private sealed record AddedImage(CollectionWrite.Add Add, NewImage Image);
}
