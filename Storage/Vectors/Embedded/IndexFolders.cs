using System.Collections.Concurrent;
using Txt2Image.Storage.Vectors.Embedded.Mapped;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>The folders of all collections' indexes, by the collections' ids.</summary>
internal sealed class IndexFolders(string path, FloatMemory memory)
{
    /// <summary>The name of the folder beside the database.</summary>
    public const string Name = "index";

    private readonly ConcurrentDictionary<Guid, IndexFolder> _folders = [];

    public FloatMemory Memory => memory;

    public IndexFolder Of(Guid collection) => _folders.GetOrAdd(collection, id => new IndexFolder(PathOf(id), memory));

    /// <summary>Deletes the folder of a collection that was dropped.</summary>
    public void Delete(Guid collection)
    {
        _folders.TryRemove(collection, out _);
        IndexFolder.Delete(PathOf(collection));
    }

    /// <summary>Deletes the folders of all other collections.</summary>
    public void DeleteAllBut(IEnumerable<Guid> collections)
    {
        var kept = collections.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Directory.Exists(path) ? Directory.EnumerateDirectories(path) : [])
        {
            if (!kept.Contains(folder))
            {
                IndexFolder.Delete(folder);
            }
        }
    }

    private string PathOf(Guid collection) => Path.Combine(path, collection.ToString("N"));
}
