namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// Gives the name of a collection to another one. The one write that decides is the first that changes an entry's name: of two collections with the
/// same name, the one with the higher generation is found.
/// </summary>
/// <remarks>
/// The new name of the replaced collection is its alias first. So an interrupted replacement leaves it reachable, and another call with the same
/// arguments ends it.
/// </remarks>
internal sealed class CollectionReplacement(CatalogueEntries catalogue)
{
    public async Task ReplaceAsync(Operation operation, Guid replaced, Guid by, string keptAs)
    {
        await catalogue.EnsureAsync(operation);
        var old = await GetAsync(operation, replaced);
        var next = await GetAsync(operation, by);
        var name = old.Info.Name;
        if (name != keptAs)
        {
            await ReserveAsync(operation, old, keptAs);
            if (next.Info.Name != name || next.Generation <= old.Generation)
            {
                var (_, generation) = await catalogue.FindGenerationAsync(operation, name);
                await catalogue.RenameAsync(operation, next with { Info = next.Info.Continuing(old.Info), Generation = generation + 1 });
            }

            var (_, last) = await catalogue.FindGenerationAsync(operation, keptAs);
            await catalogue.RenameAsync(operation, old with { Info = old.Info with { Name = keptAs }, Generation = last + 1 });
        }

        await catalogue.MoveAliasesAsync(operation, replaced, by, except: keptAs);
        await catalogue.RemoveAliasAsync(operation, keptAs, replaced);
    }

    private async Task<CatalogueEntry> GetAsync(Operation operation, Guid id) =>
        await catalogue.FindAsync(operation, id) is { Dropped: false } entry ? entry : throw QdrantFaults.NoCollection(id);

    private async Task ReserveAsync(Operation operation, CatalogueEntry old, string keptAs)
    {
        var holder = await catalogue.FindAsync(operation, keptAs);
        if (holder is not null && holder.Info.Id != old.Info.Id)
        {
            throw StoreArguments.NameIsTaken(keptAs, holder.Info.Name);
        }

        await catalogue.SetAliasAsync(operation, keptAs, old.Info.Id);
    }
}
