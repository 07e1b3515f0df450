using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>The catalogue: a Qdrant collection with a point for each collection of ours. Until the first is created, it is not there and so empty.</summary>
internal sealed class CatalogueEntries(QdrantConnection connection, ServerCollections collections, WriteTerms terms, string prefix)
{
    private const uint Page = 1000;

    private readonly string _catalogue = $"{prefix}_catalogue";
    private volatile bool _ensured;

    /// <summary>Creates the catalogue unless it is there. Any number of processes may do so at once.</summary>
    public async Task EnsureAsync(Operation operation)
    {
        if (_ensured)
            return;
        await collections.TryCreateAsync(operation, _catalogue, dimension: 1);
        foreach (var key in new[] { CatalogueEntry.Id, CatalogueEntry.Name, CatalogueEntry.Names })
            await collections.IndexAsync(operation, _catalogue, key, Wire.FieldType.Keyword);
        _ensured = true;
    }

    /// <summary>The collection of a name or alias.</summary>
    public async Task<CatalogueEntry?> FindAsync(Operation operation, string name) =>
        Newest(await ScrollAsync(operation, Values.Should(Values.Keyword(CatalogueEntry.Names, name))));

    /// <summary>The collection of a physical id, also if it is dropped.</summary>
    public async Task<CatalogueEntry?> FindAsync(Operation operation, Guid id) =>
        (await ScrollAsync(operation, Values.Should(Values.Keyword(CatalogueEntry.Id, id.ToString("D"))))).SingleOrDefault();

    /// <summary>The collection of a name or alias, and the highest generation of this name, dropped ones included.</summary>
    public async Task<(CatalogueEntry? There, int Generation)> FindGenerationAsync(Operation operation, string name)
    {
        var filter = Values.Should(Values.Keyword(CatalogueEntry.Names, name), Values.Keyword(CatalogueEntry.Name, name));
        var entries = await ScrollAsync(operation, filter);
        var generation = entries.Where(entry => entry.Info.Name == name).Select(entry => entry.Generation).DefaultIfEmpty(0).Max();
        return (Newest(entries), generation);
    }

    /// <summary>The entry of a Qdrant collection, dropped or not.</summary>
    public async Task<CatalogueEntry?> OfStorageAsync(Operation operation, string storage)
    {
        var request = new Wire.GetPoints
        {
            CollectionName = _catalogue,
            WithPayload = new Wire.WithPayloadSelector { Enable = true },
            Timeout = operation.Seconds,
        };
        request.Ids.Add(Values.Id(CatalogueEntry.PlaceOf(storage)));
        var response = await operation.CallAsync(options => connection.Points.GetAsync(request, options));
        return response.Result.Select(CatalogueEntry.Read).SingleOrDefault();
    }

    /// <summary>All collections by name, each name once.</summary>
    public async Task<IReadOnlyList<CatalogueEntry>> ListAsync(Operation operation) =>
    [
        .. (await ScrollAsync(operation, null))
            .Where(entry => !entry.Dropped)
            .GroupBy(entry => entry.Info.Name, StringComparer.Ordinal)
            .Select(entries => Newest(entries)!)
            .OrderBy(entry => entry.Info.Name, StringComparer.Ordinal),
    ];

    public Task PutAsync(Operation operation, CatalogueEntry entry)
    {
        var request = new Wire.UpsertPoints { CollectionName = _catalogue, Wait = true, Ordering = terms.Ordering, Timeout = operation.Seconds };
        request.Points.Add(entry.ToPoint());
        return operation.WriteAsync(options => connection.Points.UpsertAsync(request, options));
    }

    /// <summary>Renews a collection's version. Only that: a whole entry would bring a collection back that is dropped meanwhile.</summary>
    public Task SetVersionAsync(Operation operation, string storage, string version)
    {
        var request = Change(operation, storage);
        request.Payload[CatalogueEntry.Version] = Values.Of(version);
        return operation.WriteAsync(options => connection.Points.SetPayloadAsync(request, options));
    }

    public Task SetDroppedAsync(Operation operation, string storage)
    {
        var request = Change(operation, storage);
        request.Payload[CatalogueEntry.IsDropped] = Values.Of(true);
        request.Payload[CatalogueEntry.Names] = Values.Of([]);
        return operation.WriteAsync(options => connection.Points.SetPayloadAsync(request, options));
    }

    private static CatalogueEntry? Newest(IEnumerable<CatalogueEntry> entries) => entries.Where(entry => !entry.Dropped).MaxBy(entry => entry.Generation);

    private Wire.SetPayloadPoints Change(Operation operation, string storage) => new()
    {
        CollectionName = _catalogue,
        Wait = true,
        PointsSelector = Values.Select(CatalogueEntry.PlaceOf(storage)),
        Ordering = terms.Ordering,
        Timeout = operation.Seconds,
    };

    private async Task<IReadOnlyList<CatalogueEntry>> ScrollAsync(Operation operation, Wire.Filter? filter)
    {
        var request = new Wire.ScrollPoints
        {
            CollectionName = _catalogue,
            Filter = filter,
            Limit = Page,
            WithPayload = new Wire.WithPayloadSelector { Enable = true },
            WithVectors = Values.WithVectors(false),
            Timeout = operation.Seconds,
        };
        List<CatalogueEntry> entries = [];
        try
        {
            do
            {
                var response = await operation.CallAsync(options => connection.Points.ScrollAsync(request, options));
                entries.AddRange(response.Result.Select(CatalogueEntry.Read));
                request.Offset = response.NextPageOffset;
            }
            while (request.Offset is not null);
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.NotFound)
        {
            _ensured = false;
            return [];
        }

        return entries;
    }
}
