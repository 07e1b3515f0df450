using Microsoft.Data.Sqlite;
using Txt2Image.Storage.Vectors.Embedded.Mapped;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>
/// Opens all collections at start. The files of an index are mapped, and only points that changed since, or that are in no file, are read from the
/// database. Without files, or if they do not belong to this database, all points are read, and the files are made again.
/// </summary>
internal sealed class StoreLoader(Database database, IndexFolders folders, int blockRows, Action<string> report)
{
    /// <summary>So many blocks are written to files at once, so that memory never holds more of them.</summary>
    private const int BlocksAtOnce = 8;

    public List<Collection> Load(CancellationToken cancellationToken)
    {
        var collections = database.Read(connection =>
        {
            var all = CatalogueTable.ReadAll(connection).ConvertAll(row => new Collection(row, blockRows));
            folders.DeleteAllBut(all.Select(collection => collection.Info.Id));
            all.ForEach(collection => Load(connection, collection, cancellationToken));
            return all;
        });

        // Without a list, nothing is to be noted.
        database.Write(connection =>
        {
            foreach (var collection in collections.Where(collection => folders.Of(collection.Info.Id).Token is null))
            {
                IndexLog.Forget(connection, collection.Key);
            }

            return true;
        });
        return collections;
    }

    private void Load(SqliteConnection connection, Collection collection, CancellationToken cancellationToken)
    {
        var folder = folders.Of(collection.Info.Id);
        var loader = new Loader(database, connection, collection);
        if (TryOpen(connection, collection, folder) is var (manifest, files, changed))
        {
            collection.Load(files.Select((file, i) => (file, manifest.Segments[i].Live)), manifest.OriginalBytes);
            loader.Reload([.. changed.Union(manifest.Others)], cancellationToken);
            collection.Rows.Changes = changed.Count;
        }
        else
        {
            folder.DeleteOthers();
            var isInMemory = false;
            loader.LoadAll(
                () => isInMemory |= collection.Rows.Changes % (BlocksAtOnce * blockRows) == 0 && !isInMemory && !TryWrite(collection, folder),
                cancellationToken);
        }

        collection.Publish();
    }

    /// <summary>Opens the files of an index, and says which points have changed since they were listed; null if the files cannot be used.</summary>
    private (IndexManifest Manifest, IReadOnlyList<SegmentFile> Files, IReadOnlyCollection<Guid> Changed)? TryOpen(
        SqliteConnection connection, Collection collection, IndexFolder folder)
    {
        var name = collection.Info.Name;
        try
        {
            if (folder.ReadManifest() is not { } manifest)
            {
                return null;
            }

            var noted = IndexLog.ChangedSince(connection, collection.Key, manifest.Token);
            if (manifest.Dimension != collection.Info.Dimension || noted is not { } changed)
            {
                report($"The index of the collection {name} does not belong to this database, such as after a restored backup. It is built again.");
                return null;
            }

            return changed.Count + manifest.Others.Count <= MostChanged(manifest) ? (manifest, folder.Open(manifest), changed) : null;
        }
        catch (Exception exception) when (FileFaults.Is(exception) || exception is InvalidDataException)
        {
            report($"The index of the collection {name} cannot be used: {exception.Message}. It is built again.");
            return null;
        }
    }

    // From so many on, reading all points in their order is faster than reading those one by one.
    private long MostChanged(IndexManifest manifest) => Math.Max(BlocksAtOnce * blockRows, manifest.Segments.Count * (long)blockRows / 4);

    /// <summary>Writes the full blocks to files while the rest is loaded.</summary>
    private bool TryWrite(Collection collection, IndexFolder folder)
    {
        try
        {
            collection.Publish();
            foreach (var (segment, file) in folder.Write(collection.Index, int.MaxValue))
            {
                folder.Keep(file);
                collection.Rows.Move(segment.Block, file.Block, file.Codes, file.Read);
            }

            collection.Publish();
            return true;
        }
        catch (Exception exception) when (FileFaults.Is(exception))
        {
            report($"The index of the collection {collection.Info.Name} stays in memory: {exception.Message}");
            return false;
        }
    }
}
