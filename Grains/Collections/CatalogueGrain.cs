using System.Collections.Immutable;
using Orleans.Concurrency;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Failures;
using Txt2Image.Grains.Models;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>The cluster's access to the catalogue. It runs on its caller's silo.</summary>
[StatelessWorker, Reentrant]
internal sealed class CatalogueGrain(Catalogue catalogue, IVectorStore store, ServedModels models) : Grain, ICatalogueGrain
{
    public ValueTask<Collection?> FindAsync(string name, bool fresh, CancellationToken cancellationToken) =>
        catalogue.FindAsync(name, fresh, cancellationToken);

    public async Task<ImmutableArray<Collection>> ListAsync(CancellationToken cancellationToken)
    {
        var collections = await StoreDeadline.CallAsync(() => store.ListAsync(cancellationToken));
        return [.. collections.Select(Catalogue.ToWire)];
    }

    public async Task<CollectionHistory?> FindHistoryAsync(string name, CancellationToken cancellationToken) =>
        await StoreDeadline.CallAsync(() => store.FindAsync(name, cancellationToken)) is { } found
            ? new CollectionHistory(
                found.Version, [.. found.History.Epochs(found.Version).Select(epoch => new WriteEpoch(epoch.Name, epoch.First, epoch.Last))])
            : null;

    public async Task<CreatedCollection> CreateAsync(string name, string? requested, CancellationToken cancellationToken)
    {
        if (!CollectionName.IsValid(name))
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, $"A collection's name must be {CollectionName.Rule}.");
        }

        var model = models.Named(requested);
        var wanted = new NewCollection(name, model.Fingerprint, model.Id, model.Dimension);
        var (collection, created) = await StoreDeadline.CallAsync(() => store.CreateAsync(wanted, cancellationToken));
        catalogue.Forget(name);
        return new CreatedCollection(Catalogue.ToWire(collection), created);
    }

    public async Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken)
    {
        if (!CollectionName.IsValid(alias))
        {
            throw new Txt2ImageException(ErrorCode.InvalidRequest, $"An alias must be {CollectionName.Rule}.");
        }

        await StoreDeadline.CallAsync(async () =>
        {
            await store.SetAliasAsync(collection, alias, cancellationToken);
            return true;
        });
        catalogue.Forget(alias);
    }

    public async Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken)
    {
        var removed = await StoreDeadline.CallAsync(() => store.RemoveAliasAsync(collection, alias, cancellationToken));
        catalogue.Forget(alias);
        return removed;
    }
}
