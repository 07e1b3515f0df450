using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Reindexing;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Failures;
using Txt2Image.Grains.Models;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Reindexing;

/// <summary>
/// Reindexes one collection. Not reentrant, so that any number of callers continue the same pass; only its collection's writer may interrupt, for
/// the last few images.
/// </summary>
internal sealed class ReindexGrain(IVectorStore store, ServedModels models, GrainClient grains, ShadowCopy copy, TimeProvider time)
    : Grain, IReindexGrain
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BeforeDrop = TimeSpan.FromSeconds(2);

    private ReindexRun? _run;

    public async Task<ReindexProgress> ContinueAsync(ReindexRequest request, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var collection = await GetAsync(cancellationToken);
        var target = Target(collection, request);
        if (collection.Model == target.Model.Fingerprint)
        {
            return await EndInterruptedAsync(collection, target, cancellationToken)
                ? Finished(collection, target.KeepAs)
                : throw AlreadyOf(collection);
        }

        var run = await RunAsync(collection, target, cancellationToken);
        try
        {
            await run.FollowAsync(cancellationToken);
            while (!run.IsReady && time.GetElapsedTime(began) < CallTime)
            {
                await run.StepAsync(cancellationToken);
            }
        }
        catch (Txt2ImageException exception) when (exception.Code == ErrorCode.NotFound)
        {
            // Somebody has deleted the collection or its shadow.
            _run = null;
            throw;
        }

        return run.ToProgress(run.IsReady ? ReindexState.Ready : ReindexState.Running, KeptAs(target, request), collection.Images);
    }

    public async Task<ReindexProgress> FinishAsync(ReindexRequest request, CancellationToken cancellationToken)
    {
        var collection = await GetAsync(cancellationToken);
        var target = Target(collection, request);
        if (collection.Model == target.Model.Fingerprint)
        {
            await EndInterruptedAsync(collection, target, cancellationToken);
            var kept = await StoreDeadline.CallAsync(() => store.FindAsync(target.KeepAs, cancellationToken));
            return Finished(collection, kept?.Name);
        }

        var run = await RunAsync(collection, target, cancellationToken);
        if (!run.IsReady)
        {
            return run.ToProgress(ReindexState.Behind, KeptAs(target, request), collection.Images);
        }

        if (run.Failures is [var first, ..] failures)
        {
            throw new Txt2ImageException(
                ErrorCode.Conflict,
                $"{failures.Length} images of '{collection.Name}' cannot be embedded, the first is '{first.Name}': {first.Detail} Repair them with "
                + "verify, or delete them, and continue.");
        }

        run.Doubt();
        var replacement = new ReplaceCollection(run.Shadow.Id, run.Since, target.KeepAs);
        if (!await grains.ReplaceAsync(collection, replacement, cancellationToken))
        {
            return run.ToProgress(ReindexState.Behind, KeptAs(target, request), collection.Images);
        }

        _run = null;
        var isKept = true;
        if (request.DropOld)
        {
            // Whoever has found the old collection by its name just before gets an answer first.
            await Task.Delay(BeforeDrop, time, cancellationToken);
            isKept = !await DropAsync(collection with { Name = target.KeepAs }, cancellationToken);
        }

        return run.ToProgress(ReindexState.Finished, isKept ? target.KeepAs : null, collection.Images);
    }

    public async Task CopyAsync(Guid shadow, ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var found = await StoreDeadline.CallAsync(() => store.FindAsync(shadow, cancellationToken))
            ?? throw new Txt2ImageException(ErrorCode.NotFound, "The shadow collection was deleted. Reindex again.");
        var to = Catalogue.ToWire(found);
        var copied = await copy.CopyAsync(this.GetPrimaryKey(), to, models.Of(to), ids, cancellationToken);
        if (copied.FirstOrDefault(image => image.Fault is not null) is { } failed)
        {
            throw new Txt2ImageException(ErrorCode.Conflict, $"'{failed.Name}' cannot be embedded: {failed.Fault} Continue the reindex.");
        }
    }

    private async Task<Collection> GetAsync(CancellationToken cancellationToken) =>
        await StoreDeadline.CallAsync(() => store.FindAsync(this.GetPrimaryKey(), cancellationToken)) is { } found
            ? Catalogue.ToWire(found)
            : throw new Txt2ImageException(ErrorCode.NotFound, "The collection was deleted meanwhile.");

    private ReindexTarget Target(Collection collection, ReindexRequest request) =>
        new(models.Named(request.Model), ReindexTarget.KeepAsOf(collection.Name, request));

    private static Txt2ImageException AlreadyOf(Collection collection) => new(
        ErrorCode.Conflict,
        $"The collection '{collection.Name}' already has the model {collection.ModelName} ({collection.Model}): there is nothing to do.");

    private static string? KeptAs(ReindexTarget target, ReindexRequest request) => request.DropOld ? null : target.KeepAs;

    private static ReindexProgress Finished(Collection collection, string? keptAs) => new()
    {
        State = ReindexState.Finished,
        Collection = collection.Name,
        Model = collection.ModelName,
        KeptAs = keptAs,
        Images = collection.Images,
        Done = collection.Images,
    };

    /// <summary>The pass in progress, or a new one.</summary>
    private async Task<ReindexRun> RunAsync(Collection collection, ReindexTarget target, CancellationToken cancellationToken)
    {
        await CheckFreeAsync(collection, target.KeepAs, cancellationToken);
        if (_run is not null && _run.Model == target.Model)
        {
            return _run;
        }

        var shadow = ReindexTarget.ShadowOf(collection);
        var there = await StoreDeadline.CallAsync(() => store.FindAsync(shadow, cancellationToken));
        if (there is not null && there.Model != target.Model.Fingerprint)
        {
            throw new Txt2ImageException(
                ErrorCode.Conflict,
                $"A reindex of '{collection.Name}' with the model {there.ModelName} ({there.Model}) has begun, not with {target.Model.Id}. Continue "
                + $"it with that model, or delete the collection '{shadow}' first.");
        }

        var wanted = new NewCollection(shadow, target.Model.Fingerprint, target.Model.Id, target.Model.Dimension);
        var (created, _) = await StoreDeadline.CallAsync(() => store.CreateAsync(wanted, cancellationToken));
        return _run = new ReindexRun(collection, Catalogue.ToWire(created), target.Model, grains, store, copy, time);
    }

    /// <exception cref="Txt2ImageException">Conflict: another collection has the name that the old one will have.</exception>
    private async Task CheckFreeAsync(Collection collection, string keepAs, CancellationToken cancellationToken)
    {
        var holder = await StoreDeadline.CallAsync(() => store.FindAsync(keepAs, cancellationToken));
        if (holder is not null && holder.Id != collection.Id)
        {
            throw new Txt2ImageException(
                ErrorCode.Conflict,
                $"The old collection cannot be kept as '{keepAs}': that is a name of the collection '{holder.Name}'. Give another one with keepAs, "
                + "or delete that collection first.");
        }
    }

    /// <summary>Ends a replacement by this collection that was interrupted: the replaced one has the new name only as an alias.</summary>
    private async Task<bool> EndInterruptedAsync(Collection collection, ReindexTarget target, CancellationToken cancellationToken)
    {
        var old = await StoreDeadline.CallAsync(() => store.FindAsync(target.KeepAs, cancellationToken));
        if (old is null || old.Id == collection.Id || old.Name != collection.Name)
        {
            return false;
        }

        return await StoreDeadline.CallAsync(async () =>
        {
            await store.ReplaceAsync(old.Id, collection.Id, target.KeepAs, cancellationToken);
            return true;
        });
    }

    /// <summary>Deletes the old collection. If that fails, it stays, and can be deleted by its name.</summary>
    private async Task<bool> DropAsync(Collection old, CancellationToken cancellationToken)
    {
        try
        {
            return await grains.DropCollectionAsync(old, cancellationToken);
        }
        catch (Exception exception) when (FailureTable.Find(exception) is not null)
        {
            return false;
        }
    }
}
