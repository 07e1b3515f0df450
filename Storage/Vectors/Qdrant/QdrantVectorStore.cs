using System.Collections.Concurrent;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// A store in a Qdrant server, with one Qdrant collection for each of ours and one for the catalogue. Transient failures of server calls are retried
/// within the time limit of the store's call.
/// </summary>
/// <remarks>
/// Qdrant has no transactions. An upsert writes the new and the changed points, then deletes those that were replaced under their last name, then
/// renews the version. If interrupted, at worst it leaves a replaced point, which the same upsert deletes when it is repeated, and a total of bytes
/// without this write's change.
/// </remarks>
public sealed class QdrantVectorStore : IVectorStore
{
    private readonly QdrantOptions _options;
    private readonly TimeProvider _time;
    private readonly QdrantConnection _connection;
    private readonly QdrantConnection[] _nodes;
    private readonly ServerCollections _collections;
    private readonly ServerPoints _points;
    private readonly PayloadIndexes _indexes;
    private readonly CatalogueEntries _catalogue;
    private readonly CollectionCreation _creation;
    private readonly CollectionReplacement _replacement;
    private readonly ConcurrentDictionary<Guid, Place> _places = new();

    /// <summary>Creates a store in a server. Nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">The address or the key is invalid.</exception>
    public QdrantVectorStore(QdrantOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _time = time;
        var terms = new WriteTerms(options);
        _connection = new QdrantConnection(options, time);
        _nodes = options.Addresses() is { Count: > 1 } urls
            ? [.. urls.Select(url => new QdrantConnection(new QdrantOptions { Url = url, ApiKey = options.ApiKey }, time))]
            : [];
        _collections = new ServerCollections(_connection, terms);
        _points = new ServerPoints(_connection, terms, options);
        _indexes = new PayloadIndexes(_connection, _collections);
        _catalogue = new CatalogueEntries(new CataloguePoints(_connection, _collections, terms, options.Prefix));
        _creation = new CollectionCreation(_catalogue, _collections, time, options.Prefix);
        _replacement = new CollectionReplacement(_catalogue);
    }

    /// <inheritdoc/>
    public async Task<(CollectionInfo Collection, bool Created)> CreateAsync(NewCollection collection, CancellationToken cancellationToken)
    {
        StoreArguments.Check(collection);
        using var operation = _connection.Begin(_options.CreateTimeout, cancellationToken);
        await _catalogue.EnsureAsync(operation);
        var (there, generation) = await _catalogue.FindGenerationAsync(operation, collection.Name);
        if (there is not null && await CountedAsync(operation, there) is { } counted)
        {
            StoreArguments.CheckSame(counted, collection);
            return (counted, false);
        }

        var (entry, created) = await _creation.CreateAsync(operation, collection, generation + 1);
        StoreArguments.CheckSame(entry.Info, collection);
        return (created ? entry.Info : await CountedAsync(operation, entry) ?? entry.Info, created);
    }

    /// <inheritdoc/>
    public async Task<CollectionInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        return await _catalogue.FindAsync(operation, name) is { } entry ? await CountedAsync(operation, entry) : null;
    }

    /// <inheritdoc/>
    public async Task<CollectionInfo?> FindAsync(Guid collection, CancellationToken cancellationToken)
    {
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        return await _catalogue.FindAsync(operation, collection) is { Dropped: false } entry ? await CountedAsync(operation, entry) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CollectionInfo>> ListAsync(CancellationToken cancellationToken)
    {
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        var entries = await _catalogue.ListAsync(operation);
        return [.. (await Task.WhenAll(entries.Select(entry => CountedAsync(operation, entry, Task.FromResult(entry))))).OfType<CollectionInfo>()];
    }

    /// <inheritdoc/>
    public async Task SetAliasAsync(Guid collection, string alias, CancellationToken cancellationToken)
    {
        StoreArguments.CheckAlias(alias);
        using var operation = _connection.BeginWrite(_options.WriteTimeout, cancellationToken);
        await _catalogue.EnsureAsync(operation);
        await CheckThereAsync(operation, collection);
        if ((await _catalogue.FindAsync(operation, alias))?.Info.Name == alias)
        {
            throw StoreArguments.AliasIsName(alias);
        }

        await _catalogue.SetAliasAsync(operation, alias, collection);
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAliasAsync(Guid collection, string alias, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alias);
        using var operation = _connection.BeginWrite(_options.WriteTimeout, cancellationToken);
        await CheckThereAsync(operation, collection);
        return await _catalogue.RemoveAliasAsync(operation, alias, collection);
    }

    /// <inheritdoc/>
    public async Task ReplaceAsync(Guid replaced, Guid by, string keptAs, CancellationToken cancellationToken)
    {
        StoreArguments.CheckReplacement(replaced, by, keptAs);
        using var operation = _connection.BeginWrite(_options.WriteTimeout, cancellationToken);
        await _replacement.ReplaceAsync(operation, replaced, by, keptAs);
    }

    /// <inheritdoc/>
    public async Task<bool> DropAsync(Guid collection, CancellationToken cancellationToken)
    {
        using var operation = _connection.Begin(_options.CreateTimeout, cancellationToken);
        if (await _catalogue.FindAsync(operation, collection) is not { } entry)
        {
            return false;
        }

        if (!entry.Dropped)
        {
            await _catalogue.SetDroppedAsync(operation, entry);
        }

        Forget(collection, entry.Storage);

        // Even if the entry was already dropped: the earlier attempt may have failed before this step.
        await _collections.DeleteAsync(operation, entry.Storage);
        return !entry.Dropped;
    }

    /// <inheritdoc/>
    public async Task<UpsertResult> UpsertAsync(Guid collection, IReadOnlyList<Point> points, CancellationToken cancellationToken)
    {
        StoreArguments.Check(points);
        using var operation = _connection.BeginWrite(_options.WriteTimeout, cancellationToken);

        // Without a point to look up, only the catalogue shows that the collection was dropped.
        if (points.Count == 0)
        {
            _places.TryRemove(collection, out _);
        }

        return await AtPlaceAsync(operation, collection, async place =>
        {
            foreach (var point in points)
            {
                StoreArguments.CheckLength(point.Vector.Length, place.Dimension);
            }

            var plan = await PlanAsync(operation, place, points);
            await WriteAsync(operation, place, plan.Changes);
            return plan.ToResult(await RenewAsync(operation, place, plan.Changes.Sum(change => change.Gain)));
        });
    }

    /// <inheritdoc/>
    public async Task<DeleteResult> DeleteAsync(Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using var operation = _connection.BeginWrite(_options.WriteTimeout, cancellationToken);
        return await AtPlaceAsync(operation, collection, async place =>
        {
            var there = await _points.GetAsync(operation, place.Storage, ids, withVectors: false);
            Guid[] deleted = [.. there.Select(point => point.Id)];
            await _points.DeleteAsync(operation, place.Storage, deleted);
            return new DeleteResult(deleted, await RenewAsync(operation, place, -there.Sum(point => point.Payload.Bytes)));
        });
    }

    /// <inheritdoc/>
    public async Task<NamesRemoval> RemoveNamesAsync(Guid collection, IReadOnlyList<PointName> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        using var operation = _connection.BeginWrite(_options.WriteTimeout, cancellationToken);
        return await AtPlaceAsync(operation, collection, async place =>
        {
            var removal = new NameRemoval(names, await StoredAsync(operation, place, names.Select(name => name.Id)));
            await WriteAsync(operation, place, removal.Changes);
            return new NamesRemoval(removal.Removed, removal.Orphans, await RenewAsync(operation, place, removal.Changes.Sum(change => change.Gain)));
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Point>> GetAsync(Guid collection, IReadOnlyList<Guid> ids, bool withVectors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        return await AtPlaceAsync(operation, collection, place => _points.GetAsync(operation, place.Storage, ids, withVectors));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, ReadOnlyMemory<float>>> GetVectorsAsync(
        Guid collection, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        return await AtPlaceAsync(operation, collection, place => _points.GetVectorsAsync(operation, place.Storage, ids));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Point>> ScrollAsync(
        Guid collection, Guid? after, int limit, bool withVectors, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        return await AtPlaceAsync(operation, collection, place => _points.ScrollAsync(operation, place.Storage, after, limit, withVectors));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Point>> NewestAsync(Guid collection, TimelinePlace? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        return await AtPlaceAsync(
            operation,
            collection,
            place => new Timeline(_points, _collections, place.Storage, place.HasOneLayout).ReadAsync(operation, after, limit));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Point>> SelectAsync(
        Guid collection, Filter? filter, PointOrder order, TimelinePlace? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        return await AtPlaceAsync(operation, collection, place =>
        {
            if (order.IsNewestFirst)
            {
                return new Timeline(_points, _collections, place.Storage, place.HasOneLayout, filter).ReadAsync(operation, after, limit);
            }

            var message = filter is null ? null : new FilterMessage(place.HasOneLayout).Of(filter);
            return _points.ScrollAsync(operation, place.Storage, after?.Id, limit, withVectors: false, message);
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Hit>> SearchAsync(
        Guid collection,
        ReadOnlyMemory<float> query,
        int k,
        Filter? filter,
        int? ef,
        SearchProgress? progress,
        CancellationToken cancellationToken)
    {
        StoreArguments.CheckEf(ef);
        StoreArguments.CheckQuery(query.Span, k);
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        return await AtPlaceAsync(operation, collection, place =>
        {
            StoreArguments.CheckLength(query.Length, place.Dimension);
            var message = filter is null ? null : new FilterMessage(place.HasOneLayout).Of(filter);
            return TiedHits.TakeAsync(k, limit => _points.SearchAsync(operation, place.Storage, query, limit, message, ef));
        });
    }

    /// <summary>Checks that the server responds and accepts the key. Its health service would prove neither.</summary>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        using var operation = _connection.Begin(_options.ReadTimeout, cancellationToken);
        await _collections.ListAsync(operation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoreNode>> PingNodesAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(_nodes.Select(node => PingAsync(node, cancellationToken)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            node.Dispose();
        }

        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Describes where the points are, for people.</summary>
    public override string ToString() => $"points in Qdrant at {_connection.Server}";

    private async Task<StoreNode> PingAsync(QdrantConnection node, CancellationToken cancellationToken)
    {
        try
        {
            using var operation = node.Begin(_options.ReadTimeout, cancellationToken);
            await new ServerCollections(node, new WriteTerms(_options)).ListAsync(operation);
            return new StoreNode(node.Server, null);
        }
        catch (StoreException exception)
        {
            return new StoreNode(node.Server, exception.Message);
        }
    }

    private async Task<UpsertPlan> PlanAsync(Operation operation, Place place, IReadOnlyList<Point> points)
    {
        var replaced = points.Select(point => point.Payload.Replaces).OfType<Guid>();
        return new UpsertPlan(points, await StoredAsync(operation, place, points.Select(point => point.Id).Concat(replaced)));
    }

    /// <summary>The payloads of points, as the server has them now.</summary>
    private async Task<Func<Guid, Payload?>> StoredAsync(Operation operation, Place place, IEnumerable<Guid> ids)
    {
        var there = await _points.GetAsync(operation, place.Storage, ids, withVectors: false);
        return there.ToDictionary(point => point.Id, point => point.Payload).GetValueOrDefault;
    }

    private async Task WriteAsync(Operation operation, Place place, IReadOnlyList<PointChange> changes)
    {
        var kept = changes.Where(change => change.After is not null).ToLookup(change => change.Before is null);
        await _indexes.AddAsync(operation, place.Storage, kept.SelectMany(group => group).Select(change => change.After!));

        // Write whole points, so that removed fields disappear; an existing point keeps its vector, because its bytes determine it.
        var vectors = (await _points.GetAsync(operation, place.Storage, kept[false].Select(change => change.Id), withVectors: true))
            .ToDictionary(point => point.Id, point => point.Vector);
        var added = kept[true].Select(change => new Point(change.Id, change.Vector, change.After!));
        var changed =
            kept[false].Where(change => vectors.ContainsKey(change.Id)).Select(change => new Point(change.Id, vectors[change.Id], change.After!));
        await _points.UpsertAsync(operation, place.Storage, added.Concat(changed));
        await _points.DeleteAsync(operation, place.Storage, changes.Where(change => change.After is null).Select(change => change.Id));
    }

    private Task<string> RenewAsync(Operation operation, Place place, long gain) =>
        _catalogue.NoteWriteAsync(operation, place.Storage, _time.GetUtcNow(), gain);

    private async Task CheckThereAsync(Operation operation, Guid collection)
    {
        if (await _catalogue.FindAsync(operation, collection) is not { Dropped: false })
        {
            throw QdrantFaults.NoCollection(collection);
        }
    }

    /// <summary>The catalogue's data with aliases and the number of points; null if the points are gone.</summary>
    private Task<CollectionInfo?> CountedAsync(Operation operation, CatalogueEntry entry) =>
        CountedAsync(operation, entry, _catalogue.WithAliasesAsync(operation, entry));

    private async Task<CollectionInfo?> CountedAsync(Operation operation, CatalogueEntry entry, Task<CatalogueEntry> named)
    {
        try
        {
            var count = _collections.CountAsync(operation, entry.Storage);
            await Task.WhenAll(count, named);
            return (await named).Info with { Points = await count };
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.NotFound)
        {
            return null;
        }
    }

    private async Task<T> AtPlaceAsync<T>(Operation operation, Guid collection, Func<Place, Task<T>> work)
    {
        if (!_places.TryGetValue(collection, out var place))
        {
            if (await _catalogue.FindAsync(operation, collection) is not { Dropped: false } entry)
            {
                throw QdrantFaults.NoCollection(collection);
            }

            place = new Place(entry.Storage, entry.Info.Dimension, entry.HasOneLayout);
            if (_places.TryAdd(collection, place) && !place.HasOneLayout)
            {
                _indexes.BeginAddingMissing(place.Storage);
            }
        }

        try
        {
            return await work(place);
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.NotFound)
        {
            Forget(collection, place.Storage);
            throw QdrantFaults.NoCollection(collection, exception);
        }
    }

    private void Forget(Guid collection, string storage)
    {
        _places.TryRemove(collection, out _);
        _indexes.Forget(storage);
    }

    /// <summary>The location, dimension and layout of a collection's points. None of them ever changes.</summary>
    private sealed record Place(string Storage, int Dimension, bool HasOneLayout);
}
