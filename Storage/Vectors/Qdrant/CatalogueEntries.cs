using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>The catalogue: a point for each collection of ours, and one for each alias.</summary>
internal sealed class CatalogueEntries(CataloguePoints points)
{
    private static readonly string[] Keys = [CatalogueEntry.Id, CatalogueEntry.Name, CatalogueEntry.Names, CatalogueAlias.Target];

    /// <summary>Creates the catalogue unless it is there.</summary>
    public Task EnsureAsync(Operation operation) => points.EnsureAsync(operation, Keys);

    /// <summary>The collection of a name or alias; where both are there, that of the name.</summary>
    public async Task<CatalogueEntry?> FindAsync(Operation operation, string name)
    {
        var found = await points.ScrollAsync(operation, Values.Should(Values.Keyword(CatalogueEntry.Names, name)));
        return Newest(Entries(found)) ?? await TargetAsync(operation, found);
    }

    /// <summary>The collection of a physical id, also if it is dropped.</summary>
    public async Task<CatalogueEntry?> FindAsync(Operation operation, Guid id) =>
        Entries(await points.ScrollAsync(operation, Values.Should(Values.Keyword(CatalogueEntry.Id, id.ToString("D"))))).SingleOrDefault();

    /// <summary>The collection of a name or alias, and the highest generation of this name, dropped ones included.</summary>
    public async Task<(CatalogueEntry? There, int Generation)> FindGenerationAsync(Operation operation, string name)
    {
        var filter = Values.Should(Values.Keyword(CatalogueEntry.Names, name), Values.Keyword(CatalogueEntry.Name, name));
        var found = await points.ScrollAsync(operation, filter);
        var entries = Entries(found);
        var generation = entries.Select(entry => entry.Generation).DefaultIfEmpty(0).Max();
        return (Newest(entries) ?? await TargetAsync(operation, found), generation);
    }

    /// <summary>The entry of a Qdrant collection, dropped or not.</summary>
    public async Task<CatalogueEntry?> OfStorageAsync(Operation operation, string storage) =>
        await points.GetAsync(operation, CatalogueEntry.PlaceOf(storage)) is { } point ? CatalogueEntry.Read(point) : null;

    /// <summary>All collections by name, each name once, with their aliases.</summary>
    public async Task<IReadOnlyList<CatalogueEntry>> ListAsync(Operation operation)
    {
        var all = await points.ScrollAsync(operation, null);
        var aliases = Aliases(all).ToLookup(alias => alias.Collection, alias => alias.Alias);
        return
        [
            .. Entries(all)
                .Where(entry => !entry.Dropped)
                .GroupBy(entry => entry.Info.Name, StringComparer.Ordinal)
                .Select(entries => Newest(entries)!)
                .Select(entry => entry.With(aliases[entry.Info.Id]))
                .OrderBy(entry => entry.Info.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The entry with its aliases.</summary>
    public async Task<CatalogueEntry> WithAliasesAsync(Operation operation, CatalogueEntry entry) =>
        entry.With(Aliases(await points.ScrollAsync(operation, LeadTo(entry.Info.Id))).Select(alias => alias.Alias));

    public Task PutAsync(Operation operation, CatalogueEntry entry) => points.PutAsync(operation, entry.ToPoint());

    /// <summary>Leads an alias to a collection, wherever it led before.</summary>
    public Task SetAliasAsync(Operation operation, string alias, Guid collection) =>
        points.PutAsync(operation, new CatalogueAlias(alias, collection).ToPoint());

    /// <summary>Forgets an alias if it leads to this collection, also if it was moved there or away a moment ago.</summary>
    public async Task<bool> RemoveAliasAsync(Operation operation, string alias, Guid collection)
    {
        var filter = LeadTo(collection);
        filter.Must.Add(Values.Keyword(CatalogueEntry.Names, alias));
        var wasThere = (await points.ScrollAsync(operation, filter)).Count > 0;
        if (wasThere)
        {
            await points.DeleteAsync(operation, filter);
        }

        return wasThere;
    }

    /// <summary>Notes a write of points. Only that: a whole entry would bring a collection back that is dropped meanwhile.</summary>
    /// <param name="operation">The store's call.</param>
    /// <param name="storage">The Qdrant collection.</param>
    /// <param name="version">The new version.</param>
    /// <param name="changed">When.</param>
    /// <param name="gain">How many bytes of originals it gained.</param>
    public async Task NoteWriteAsync(Operation operation, string storage, string version, DateTimeOffset changed, long gain)
    {
        // Nobody else adds to the sum meanwhile: a collection has one writer.
        var bytes = gain == 0 ? null : (await OfStorageAsync(operation, storage))?.Info.Bytes + gain;
        await points.SetAsync(operation, CatalogueEntry.PlaceOf(storage), payload =>
        {
            payload[CatalogueEntry.Version] = Values.Of(version);
            payload[CatalogueEntry.Changed] = Values.Of(CatalogueEntry.Spell(changed));
            if (bytes is { } sum)
            {
                payload[CatalogueEntry.Bytes] = Values.Of(sum);
            }
        });
    }

    public async Task SetDroppedAsync(Operation operation, CatalogueEntry entry)
    {
        await points.SetAsync(operation, CatalogueEntry.PlaceOf(entry.Storage), payload =>
        {
            payload[CatalogueEntry.IsDropped] = Values.Of(true);
            payload[CatalogueEntry.Names] = Values.Of([]);
        });
        await points.DeleteAsync(operation, LeadTo(entry.Info.Id));
    }

    private static Wire.Filter LeadTo(Guid collection)
    {
        var filter = new Wire.Filter();
        filter.Must.Add(Values.Keyword(CatalogueAlias.Target, collection.ToString("D")));
        return filter;
    }

    private static CatalogueEntry? Newest(IEnumerable<CatalogueEntry> entries) => entries.Where(entry => !entry.Dropped).MaxBy(entry => entry.Generation);

    private static List<CatalogueEntry> Entries(IReadOnlyList<Wire.RetrievedPoint> found) =>
        [.. found.Where(point => CatalogueAlias.Read(point) is null).Select(CatalogueEntry.Read)];

    private static IEnumerable<CatalogueAlias> Aliases(IReadOnlyList<Wire.RetrievedPoint> found) => found.Select(CatalogueAlias.Read).OfType<CatalogueAlias>();

    private async Task<CatalogueEntry?> TargetAsync(Operation operation, IReadOnlyList<Wire.RetrievedPoint> found) =>
        Aliases(found).FirstOrDefault() is { } alias && await FindAsync(operation, alias.Collection) is { Dropped: false } target ? target : null;
}
