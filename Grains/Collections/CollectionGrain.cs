using System.Collections.Immutable;
using Orleans.Concurrency;
using Txt2Image.Grains.Abstractions.Collections;

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

    private readonly Queue<CollectionWrite> _waiting = new();
    private readonly Dictionary<Guid, CollectionWrite> _unfinished = [];
    private Task _pump = Task.CompletedTask;

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

    public async Task<ImmutableArray<Guid>> DeleteAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.Delete>() ?? Enqueue(new CollectionWrite.Delete(ids));
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<RemovedNames> RemoveNamesAsync(ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.RemoveNames>() ?? Enqueue(new CollectionWrite.RemoveNames(names));
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<ImmutableArray<Guid>> RepairAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var write = FindRetried<CollectionWrite.Repair>() ?? Enqueue(new CollectionWrite.Repair(ids));
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
            if (next is CollectionWrite.Add first)
            {
                var group = Together(first);
                await writer.AddAsync(this.GetPrimaryKey(), group);
                group.ForEach(Finish);
            }
            else
            {
                await writer.DoAsync(this.GetPrimaryKey(), next);
                Finish(next);
            }
        }
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
