using System.Collections.Concurrent;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>The catalogue: one point for each of our collections and one for each alias.</summary>
internal sealed class CatalogueEntries(CataloguePoints points)
{
    private static readonly string[] Keys = [CatalogueEntry.Id, CatalogueEntry.Name, CatalogueEntry.Names, CatalogueAlias.Target];

    /// <summary>The last version that this process wrote of each Qdrant collection.</summary>
    private readonly ConcurrentDictionary<string, string> _written = new(StringComparer.Ordinal);

    /// <summary>Creates the catalogue if it does not exist.</summary>
    public Task EnsureAsync(Operation operation) => points.EnsureAsync(operation, Keys);

    /// <summary>The collection with this name or alias; a name takes precedence.</summary>
    public async Task<CatalogueEntry?> FindAsync(Operation operation, string name)
    {
        var found = await points.ScrollAsync(operation, Values.Should(Values.Keyword(CatalogueEntry.Names, name)));
        return Newest(Entries(found)) ?? await TargetAsync(operation, found);
    }

    /// <summary>The collection with this physical id, even if it was dropped.</summary>
    public async Task<CatalogueEntry?> FindAsync(Operation operation, Guid id) =>
        Entries(await points.ScrollAsync(operation, Values.Should(Values.Keyword(CatalogueEntry.Id, id.ToString("D"))))).SingleOrDefault();

    /// <summary>The collection with this name or alias, and the highest generation of the name, including dropped ones.</summary>
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

    /// <summary>All collections ordered by name, each name once, with their aliases.</summary>
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

    /// <summary>Points an alias to a collection, replacing any previous target.</summary>
    public Task SetAliasAsync(Operation operation, string alias, Guid collection) =>
        points.PutAsync(operation, new CatalogueAlias(alias, collection).ToPoint());

    /// <summary>Removes an alias if it points to this collection, even if it was moved there or away just before.</summary>
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

    /// <summary>
    /// Records a write of points. Only these fields are written, because writing the whole entry would revive a collection that was dropped
    /// meanwhile. Each retry has its own version: an earlier attempt that arrives late, after another write, must not bring back a known one.
    /// </summary>
    /// <param name="operation">The store's call.</param>
    /// <param name="storage">The Qdrant collection.</param>
    /// <param name="changed">When the points were written.</param>
    /// <param name="gain">By how many bytes the collection's originals grew.</param>
    /// <returns>The new version.</returns>
    public async Task<string> NoteWriteAsync(Operation operation, string storage, DateTimeOffset changed, long gain)
    {
        var version = "";

        // Nothing else changes the entry meanwhile: a collection has one writer.
        var entry = await OfStorageAsync(operation, storage);
        await points.SetAsync(operation, CatalogueEntry.PlaceOf(storage), payload =>
        {
            (var history, version) = (entry?.Info.History ?? WriteHistory.Empty).Next(entry?.Info.Version ?? "", _written.GetValueOrDefault(storage));
            payload[CatalogueEntry.Version] = Values.Of(version);
            payload[CatalogueEntry.History] = Values.Of(history.ToString());
            payload[CatalogueEntry.Changed] = Values.Of(CatalogueEntry.Format(changed));
            if (entry?.Info.Bytes + gain is { } sum)
            {
                payload[CatalogueEntry.Bytes] = Values.Of(sum);
            }
        });
        _written[storage] = version;
        return version;
    }

    /// <summary>
    /// Writes an entry's name, and what belongs to it: generation, creation time, version and history. Nothing else is written, so that a collection
    /// that was dropped meanwhile stays dropped.
    /// </summary>
    public Task RenameAsync(Operation operation, CatalogueEntry entry) =>
        points.SetAsync(operation, CatalogueEntry.PlaceOf(entry.Storage), entry.WriteName);

    /// <summary>Points the aliases of a collection to another, except one.</summary>
    public async Task MoveAliasesAsync(Operation operation, Guid from, Guid to, string except)
    {
        foreach (var alias in Aliases(await points.ScrollAsync(operation, LeadTo(from))).Where(alias => alias.Alias != except))
        {
            await SetAliasAsync(operation, alias.Alias, to);
        }
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

    private static CatalogueEntry? Newest(IEnumerable<CatalogueEntry> entries) =>
        entries.Where(entry => !entry.Dropped).MaxBy(entry => entry.Generation);

    private static List<CatalogueEntry> Entries(IReadOnlyList<Wire.RetrievedPoint> found) =>
        [.. found.Where(point => CatalogueAlias.Read(point) is null).Select(CatalogueEntry.Read)];

    private static IEnumerable<CatalogueAlias> Aliases(IReadOnlyList<Wire.RetrievedPoint> found) =>
        found.Select(CatalogueAlias.Read).OfType<CatalogueAlias>();

    private async Task<CatalogueEntry?> TargetAsync(Operation operation, IReadOnlyList<Wire.RetrievedPoint> found) =>
        Aliases(found).FirstOrDefault() is { } alias && await FindAsync(operation, alias.Collection) is { Dropped: false } target ? target : null;
}
