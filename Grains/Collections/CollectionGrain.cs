using System.Collections.Immutable;
using Orleans.Concurrency;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Reindexing;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// The only writer of a collection, reentrant around a single pump: while one write goes to the disk, others queue, and the next write takes all of
/// them together. Deletes go through the same pump, bytes first, so that a delete and an add always have an order.
/// </summary>
[Reentrant]
internal sealed class CollectionGrain(CollectionWriter writer) : Grain, ICollectionGrain
{
    /// <summary>The most images that may wait for one collection.</summary>
    private const int MostWaiting = 4096;

    /// <summary>The most images that are copied before a replacement while other writes wait.</summary>
    private const int MostCopied = 16;

    private readonly Queue<CollectionWrite> _waiting = new();
    private readonly Dictionary<Guid, CollectionWrite> _unfinished = [];
    private readonly ChangeLog _changes = new();
    private Task _pump = Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        writer.Begin(this.GetPrimaryKey());
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _pump;

    public async Task<ImmutableArray<AddOutcome>> AddAsync(AddImages request, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.Add>();
        if (write is null && _waiting.Sum(other => other.Size) + request.Images.Length > MostWaiting)
        {
            return [.. request.Images.Select(_ => Overloaded())];
        }

        write ??= Enqueue(new CollectionWrite.Add(request.Model, request.Images));
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<ListedImage> EditAsync(EditImage request, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.Edit>() ?? Enqueue(new CollectionWrite.Edit(request));
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<ImmutableArray<Guid>> DeleteAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.Delete>() ?? Enqueue(new CollectionWrite.Delete(ids));
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<RemovedNames> RemoveNamesAsync(ImmutableArray<ImageName> names, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.RemoveNames>() ?? Enqueue(new CollectionWrite.RemoveNames(names));
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<ImmutableArray<Guid>> RepairAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.Repair>() ?? Enqueue(new CollectionWrite.Repair(ids));
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<CollectionChanges> ChangesAsync(string? since, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.Changes>() ?? Enqueue(new CollectionWrite.Changes(since));
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<bool> ReplaceAsync(ReplaceCollection request, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.Replace>() ?? Enqueue(new CollectionWrite.Replace(request));
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<bool> DropAsync(CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.Drop>() ?? Enqueue(new CollectionWrite.Drop());
        var existed = await write.Done.Task.WaitAsync(cancellationToken);
        DeactivateOnIdle();
        return existed;
    }

    /// <summary>The unfinished write of an earlier attempt of this call, so that a retry does not write the same again.</summary>
    private T? FindRetried<T>()
        where T : CollectionWrite =>
        WriteCall.Current is { } call ? _unfinished.GetValueOrDefault(call) as T : null;

    private T Enqueue<T>(T write)
        where T : CollectionWrite
    {
        write.CollectionName = WriteCall.Collection;
        if (WriteCall.Current is { } call)
        {
            write.Call = call;
            _unfinished[call] = write;
        }

        _waiting.Enqueue(write);
        if (_pump.IsCompleted)
        {
            _pump = PumpAsync();
        }

        return write;
    }

    private async Task PumpAsync()
    {
        while (_waiting.TryDequeue(out var next))
        {
            switch (next)
            {
                case CollectionWrite.Add first:
                    var group = Together(first);
                    Note(await writer.AddAsync(this.GetPrimaryKey(), group));
                    group.ForEach(Finish);
                    break;
                case CollectionWrite.Changes changes:
                    await TellAsync(changes);
                    Finish(next);
                    break;
                case CollectionWrite.Replace replace:
                    await ReplaceAsync(replace);
                    Finish(next);
                    break;
                default:
                    Note(await writer.DoAsync(this.GetPrimaryKey(), next));
                    Finish(next);
                    break;
            }
        }
    }

    private void Note(WriteNote? note)
    {
        if (note is null)
        {
            _changes.Stop();
        }
        else
        {
            _changes.Add(note);
        }
    }

    private async Task TellAsync(CollectionWrite.Changes changes)
    {
        try
        {
            if (_changes.Version is null)
            {
                _changes.Begin(await writer.VersionAsync(this.GetPrimaryKey()));
            }

            var known = changes.Since is { } since ? _changes.Since(since) : null;
            changes.Done.TrySetResult(known is null
                ? new CollectionChanges(_changes.Version!, null)
                : new CollectionChanges(_changes.Version!, [.. known], [.. _changes.AddedSince(changes.Since!)!]));
        }
#pragma warning disable CA1031 // The pump must survive; the caller gets the failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            changes.Fail(exception);
        }
    }

    /// <summary>Copies what has changed since to the other collection, if it is little; then that one takes the place of this one.</summary>
    private async Task ReplaceAsync(CollectionWrite.Replace replace)
    {
        try
        {
            if (_changes.Since(replace.Request.Since) is not { Count: <= MostCopied } last)
            {
                replace.Done.TrySetResult(false);
                return;
            }

            if (last.Count > 0)
            {
                await GrainFactory.GetGrain<IReindexGrain>(this.GetPrimaryKey()).CopyAsync(replace.Request.By, [.. last], CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // The pump must survive; the caller gets the failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            replace.Fail(exception);
            return;
        }

        await writer.ReplaceAsync(this.GetPrimaryKey(), replace);
    }

    private void Finish(CollectionWrite write)
    {
        if (write.Call is { } call)
        {
            _unfinished.Remove(call);
        }
    }

    /// <summary>Takes all adds at the front of the queue, up to the size of one good write.</summary>
    private List<CollectionWrite.Add> Together(CollectionWrite.Add first)
    {
        List<CollectionWrite.Add> group = [first];
        var size = first.Size;
        while (_waiting.TryPeek(out var next) && next is CollectionWrite.Add add && size + add.Size <= CollectionWriter.GoodSize)
        {
            _waiting.Dequeue();
            group.Add(add);
            size += add.Size;
        }

        return group;
    }

    private static AddOutcome Overloaded() => AddOutcome.Failed(
        ErrorCode.Overloaded, "Too many images are waiting to be written to this collection. Send this one again.", TimeSpan.FromSeconds(1));
}
