using System.Collections.Frozen;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>All collections at one moment.</summary>
internal sealed class Catalogue
{
    private readonly FrozenDictionary<Guid, Collection> _byId;
    private readonly FrozenDictionary<string, Collection> _byName;

    public Catalogue(IEnumerable<Collection> collections)
    {
        All = [.. collections.OrderBy(collection => collection.Info.Name, StringComparer.Ordinal)];
        _byId = All.ToFrozenDictionary(collection => collection.Info.Id);
        _byName = All
            .SelectMany(collection => collection.Info.Aliases.Append(collection.Info.Name), (collection, name) => (name, collection))
            .ToFrozenDictionary(entry => entry.name, entry => entry.collection, StringComparer.Ordinal);
    }

    /// <summary>All collections, in ordinal order of their names.</summary>
    public IReadOnlyList<Collection> All { get; }

    public Collection? Find(string name) => _byName.GetValueOrDefault(name);

    public Collection? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <exception cref="StoreException"><see cref="StoreFault.NotFound"/>.</exception>
    public Collection Get(Guid id) =>
        Find(id) ?? throw new StoreException(StoreFault.NotFound, $"There is no collection with the id {id}; it may have been dropped.");

    public Catalogue With(Collection collection) => new(All.Append(collection));

    public Catalogue Without(Collection collection) => new(All.Where(other => other != collection));
}
