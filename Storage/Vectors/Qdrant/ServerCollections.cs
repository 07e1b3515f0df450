using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Creates, deletes and inspects Qdrant collections.</summary>
internal sealed class ServerCollections(QdrantConnection connection, WriteTerms terms)
{
    /// <summary>Creates a collection. Of any number of concurrent callers, one succeeds.</summary>
    /// <returns>Whether this call created it; otherwise it already existed.</returns>
    public async Task<bool> TryCreateAsync(Operation operation, string name, int dimension)
    {
        // The dot product of unit vectors is their cosine. With cosine distance the server would normalise vectors again and change their last bits.
        var request = new Wire.CreateCollection
        {
            CollectionName = name,
            VectorsConfig = new Wire.VectorsConfig { Params = new Wire.VectorParams { Size = (ulong)dimension, Distance = Wire.Distance.Dot } },
            Timeout = operation.Seconds,
        };
        terms.Apply(request);
        try
        {
            // Not retried: a retry could not distinguish another caller's collection from its own first attempt's.
            var response = await operation.CallAsync(options => connection.Collections.CreateAsync(request, options), repeatable: false);
            return response.Result ? true : throw QdrantFaults.NotDone();
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.Conflict)
        {
            return false;
        }
    }

    public Task IndexAsync(Operation operation, string name, string field, Wire.FieldType type)
    {
        var request = new Wire.CreateFieldIndexCollection
        {
            CollectionName = name,
            Wait = true,
            FieldName = field,
            FieldType = type,
            Ordering = terms.Ordering,
            Timeout = operation.Seconds,
        };
        return operation.WriteAsync(options => connection.Points.CreateFieldIndexAsync(request, options));
    }

    /// <summary>Deletes a collection; does nothing if it does not exist.</summary>
    public async Task DeleteAsync(Operation operation, string name)
    {
        var request = new Wire.DeleteCollection { CollectionName = name, Timeout = operation.Seconds };
        try
        {
            await operation.CallAsync(options => connection.Collections.DeleteAsync(request, options));
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.NotFound)
        {
            // An earlier attempt reached the server.
        }
    }

    /// <summary>The length of a collection's vectors; null if its vectors are not ours.</summary>
    public async Task<int?> DimensionAsync(Operation operation, string name)
    {
        var request = new Wire.GetCollectionInfoRequest { CollectionName = name };
        var response = await operation.CallAsync(options => connection.Collections.GetAsync(request, options));
        return response.Result?.Config?.Params?.VectorsConfig?.Params is { } vectors ? (int)vectors.Size : null;
    }

    /// <summary>The payload keys of a collection that have an index.</summary>
    public async Task<IReadOnlyList<string>> IndexedAsync(Operation operation, string name)
    {
        var request = new Wire.GetCollectionInfoRequest { CollectionName = name };
        var response = await operation.CallAsync(options => connection.Collections.GetAsync(request, options));
        return [.. response.Result.PayloadSchema.Keys];
    }

    public async Task<IReadOnlyList<string>> ListAsync(Operation operation)
    {
        var response = await operation.CallAsync(options => connection.Collections.ListAsync(new Wire.ListCollectionsRequest(), options));
        return [.. response.Collections.Select(collection => collection.Name)];
    }

    /// <summary>The server's estimate of the number of points: exact except while it optimises segments.</summary>
    public async Task<long> CountAsync(Operation operation, string name)
    {
        var request = new Wire.CountPoints { CollectionName = name, Exact = false, Timeout = operation.Seconds };
        var response = await operation.CallAsync(options => connection.Points.CountAsync(request, options));
        return (long)response.Result.Count;
    }
}
