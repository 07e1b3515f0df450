using System.Collections.Concurrent;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Creates the indexes that filters use, except those with which a collection begins.</summary>
internal sealed class PayloadIndexes(QdrantConnection connection, ServerCollections collections)
{
    private static readonly TimeSpan LongestIndexing = TimeSpan.FromMinutes(10);

    // So that clients' field names cannot fill a server with indexes. Ranges over other fields work too, only more slowly.
    private const int MostNumberIndexes = 64;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// Creates indexes for numeric fields that were not seen before, before any of their values is written; and first the index of words, which a
    /// collection of an earlier version does not have.
    /// </summary>
    public async Task AddAsync(Operation operation, string storage, IEnumerable<Payload> payloads)
    {
        var known = Known(storage);
        await AddAsync(operation, storage, known, PointPayload.Terms, Wire.FieldType.Keyword);
        foreach (var key in payloads.SelectMany(PointPayload.NumberKeys).Distinct(StringComparer.Ordinal))
        {
            if (known.Count < MostNumberIndexes)
            {
                await AddAsync(operation, storage, known, key, Wire.FieldType.Float);
            }
        }
    }

    /// <summary>
    /// Creates what a collection of an earlier version lacks, in the background: a filter over it looks for both payloads, and is slow if one of them
    /// has no index, but gives the same answer. If an index cannot be created, the next write tries again and reports why.
    /// </summary>
    public void BeginAddingMissing(string storage) => _ = Task.Run(() => AddMissingAsync(storage), CancellationToken.None);

    /// <summary>Creates what a collection of an earlier version lacks.</summary>
    public async Task AddMissingAsync(Operation operation, string storage)
    {
        var known = Known(storage);
        var there = await collections.IndexedAsync(operation, storage);
        var numbers = there.Select(PointPayload.NumberKeyOfEarlier).OfType<string>().ToList();
        foreach (var key in numbers.Append(PointPayload.Terms).Intersect(there, StringComparer.Ordinal))
        {
            known[key] = true;
        }

        await AddAsync(operation, storage, known, PointPayload.Terms, Wire.FieldType.Keyword);
        foreach (var key in numbers)
        {
            await AddAsync(operation, storage, known, key, Wire.FieldType.Float);
        }
    }

    public void Forget(string storage) => _known.TryRemove(storage, out _);

    private async Task AddMissingAsync(string storage)
    {
        try
        {
            using var operation = connection.BeginWrite(LongestIndexing, CancellationToken.None);
            await AddMissingAsync(operation, storage);
        }
        catch (Exception exception) when (exception is StoreException or ObjectDisposedException or OperationCanceledException)
        {
            // A search is slower without them, not wrong.
        }
    }

    private ConcurrentDictionary<string, bool> Known(string storage) =>
        _known.GetOrAdd(storage, _ => new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));

    private async Task AddAsync(
        Operation operation, string storage, ConcurrentDictionary<string, bool> known, string key, Wire.FieldType type)
    {
        if (!known.ContainsKey(key))
        {
            await collections.IndexAsync(operation, storage, key, type);
            known[key] = true;
        }
    }
}
