using System.Collections.Immutable;
using Orleans.Concurrency;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Grains.Collections;

/// <summary>
/// The only writer of a collection, reentrant around a single pump: while one write goes to the disk, others queue, and the next write takes all of
/// them together. Deletes go through the same pump, bytes first, so that a delete and an add always have an order.
/// </summary>
[Reentrant]
internal sealed class CollectionGrain(CollectionWriter writer, ClipModel model) : Grain, ICollectionGrain
{
    /// <summary>The most images that may wait for one collection.</summary>
    private const int MostWaiting = 4096;

    private readonly Queue<CollectionWrite> _waiting = new();
    private Task _pump = Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _pump;

    public async Task<ImmutableArray<AddOutcome>> AddAsync(AddImages request, CancellationToken cancellationToken)
    {
        if (request.Model != model.Fingerprint)
        {
            throw new Txt2ImageException(ErrorCode.Conflict, $"These embeddings are not from the model {model.Id}, which this collection uses.");
        }

        if (_waiting.Sum(write => write.Size) + request.Images.Length > MostWaiting)
        {
            return [.. request.Images.Select(_ => Overloaded())];
        }

        var write = new CollectionWrite.Add(request.Images);
        Enqueue(write);
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<ImmutableArray<Guid>> DeleteAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var write = new CollectionWrite.Delete(ids);
        Enqueue(write);
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<RemovedNames> RemoveNamesAsync(ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        var write = new CollectionWrite.RemoveNames(names);
        Enqueue(write);
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<ImmutableArray<Guid>> RepairAsync(ImmutableArray<Guid> ids, CancellationToken cancellationToken)
    {
        var write = new CollectionWrite.Repair(ids);
        Enqueue(write);
        return await write.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<bool> DropAsync(CancellationToken cancellationToken)
    {
        var write = new CollectionWrite.Drop();
        Enqueue(write);
        var existed = await write.Done.Task.WaitAsync(cancellationToken);
        DeactivateOnIdle();
        return existed;
    }

    private void Enqueue(CollectionWrite write)
    {
        _waiting.Enqueue(write);
        if (_pump.IsCompleted)
        {
            _pump = PumpAsync();
        }
    }

    private async Task PumpAsync()
    {
        while (_waiting.TryDequeue(out var next))
        {
            if (next is CollectionWrite.Add first)
            {
                await writer.AddAsync(this.GetPrimaryKey(), Together(first));
            }
            else
            {
                await writer.DoAsync(this.GetPrimaryKey(), next);
            }
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
