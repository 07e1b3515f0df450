using Google.Protobuf.Collections;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// The points of the catalogue, which is a separate Qdrant collection. It is created with the first write; until then it counts as empty.
/// </summary>
internal sealed class CataloguePoints(QdrantConnection connection, ServerCollections collections, WriteTerms terms, string prefix)
{
    private const uint Page = 1000;

    private readonly string _catalogue = $"{prefix}_catalogue";
    private volatile bool _ensured;

    /// <summary>Creates the catalogue if it does not exist, with indexes on these payload keys. Processes may do this concurrently.</summary>
    public async Task EnsureAsync(Operation operation, params IEnumerable<string> keys)
    {
        if (_ensured)
        {
            return;
        }

        await collections.TryCreateAsync(operation, _catalogue, dimension: 1);
        foreach (var key in keys)
        {
            await collections.IndexAsync(operation, _catalogue, key, Wire.FieldType.Keyword);
        }

        _ensured = true;
    }

    public async Task<Wire.RetrievedPoint?> GetAsync(Operation operation, Guid place)
    {
        var request = new Wire.GetPoints
        {
            CollectionName = _catalogue,
            WithPayload = new Wire.WithPayloadSelector { Enable = true },
            Timeout = operation.Seconds,
        };
        request.Ids.Add(Values.Id(place));
        var response = await operation.CallAsync(options => connection.Points.GetAsync(request, options));
        return response.Result.SingleOrDefault();
    }

    public Task PutAsync(Operation operation, Wire.PointStruct point)
    {
        var request = new Wire.UpsertPoints { CollectionName = _catalogue, Wait = true, Ordering = terms.Ordering, Timeout = operation.Seconds };
        request.Points.Add(point);
        return operation.WriteAsync(options => connection.Points.UpsertAsync(request, options));
    }

    /// <summary>Sets some keys of a point's payload and leaves the rest; does not create a missing point.</summary>
    /// <param name="operation">The store's call.</param>
    /// <param name="place">The point.</param>
    /// <param name="fill">Sets the keys. It is called again before each retry.</param>
    public Task SetAsync(Operation operation, Guid place, Action<MapField<string, Wire.Value>> fill)
    {
        var request = new Wire.SetPayloadPoints
        {
            CollectionName = _catalogue,
            Wait = true,
            PointsSelector = Values.Select(place),
            Ordering = terms.Ordering,
            Timeout = operation.Seconds,
        };
        return operation.WriteAsync(options =>
        {
            fill(request.Payload);
            return connection.Points.SetPayloadAsync(request, options);
        });
    }

    public Task DeleteAsync(Operation operation, Wire.Filter filter)
    {
        var request = new Wire.DeletePoints
        {
            CollectionName = _catalogue,
            Wait = true,
            Points = new Wire.PointsSelector { Filter = filter },
            Ordering = terms.Ordering,
            Timeout = operation.Seconds,
        };
        return operation.WriteAsync(options => connection.Points.DeleteAsync(request, options));
    }

    public async Task<IReadOnlyList<Wire.RetrievedPoint>> ScrollAsync(Operation operation, Wire.Filter? filter)
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
        List<Wire.RetrievedPoint> points = [];
        try
        {
            do
            {
                var response = await operation.CallAsync(options => connection.Points.ScrollAsync(request, options));
                points.AddRange(response.Result);
                request.Offset = response.NextPageOffset;
            }
            while (request.Offset is not null);
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.NotFound)
        {
            _ensured = false;
            return [];
        }

        return points;
    }
}
