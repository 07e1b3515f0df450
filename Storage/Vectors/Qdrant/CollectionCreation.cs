using System.Security.Cryptography;
using System.Text;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// Creates collections, one per name however many callers try at once. The only Qdrant operation that succeeds for exactly one caller is creating a
/// collection of a given name. So the caller that creates <c>{prefix}_{name}_{generation}</c> writes its entry, and the others wait for that entry.
/// If it does not appear, its writer has crashed, and a waiting caller takes over.
/// </summary>
internal sealed class CollectionCreation(CatalogueEntries catalogue, ServerCollections collections, TimeProvider time, string prefix)
{
    private const int MostLooks = 40;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Creates the next generation of a name, or finds the one that another caller is creating. A Qdrant collection whose entry has another name by
    /// now, because it has replaced a collection or was replaced, is passed over.
    /// </summary>
    public async Task<(CatalogueEntry Entry, bool Created)> CreateAsync(Operation operation, NewCollection wanted, int generation)
    {
        while (true)
        {
            var storage = $"{prefix}_{wanted.Name}_{generation}";
            if (await collections.TryCreateAsync(operation, storage, wanted.Dimension))
            {
                return (await EnterAsync(operation, wanted, storage, generation), true);
            }

            var entry = await WaitForEntryAsync(operation, storage);
            if (entry is { Dropped: false } && entry.Info.Name == wanted.Name)
            {
                return (entry, false);
            }

            if (entry is null && await collections.DimensionAsync(operation, storage) == wanted.Dimension)
            {
                return (await EnterAsync(operation, wanted, storage, generation), true);
            }

            generation++;
        }
    }

    /// <summary>
    /// The physical id of a Qdrant collection. It follows from the name, so that two callers that both enter a collection, because one took the other
    /// for crashed, enter the same one.
    /// </summary>
    private static Guid IdOf(string storage) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"txt2image collection {storage}")).AsSpan(0, 16), bigEndian: true);

    // Create the indexes before the entry, and so before the first point: built later, they would slow searches down. That of the names is for other
    // programs and for earlier versions of this one, which look for them.
    private async Task<CatalogueEntry> EnterAsync(Operation operation, NewCollection wanted, string storage, int generation)
    {
        await collections.IndexAsync(operation, storage, PointPayload.Names, Wire.FieldType.Keyword);
        await collections.IndexAsync(operation, storage, PointPayload.Terms, Wire.FieldType.Keyword);
        var info = CollectionInfo.New(IdOf(storage), wanted, time.GetUtcNow());
        var entry = new CatalogueEntry(info, storage, generation, Dropped: false);
        await catalogue.PutAsync(operation, entry);
        return entry;
    }

    private async Task<CatalogueEntry?> WaitForEntryAsync(Operation operation, string storage)
    {
        for (var looks = 0; looks < MostLooks; looks++)
        {
            if (await catalogue.OfStorageAsync(operation, storage) is { } entry)
            {
                return entry;
            }

            await operation.PauseAsync(BetweenLooks);
        }

        return null;
    }
}
