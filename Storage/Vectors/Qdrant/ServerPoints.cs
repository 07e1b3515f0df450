using System.Buffers.Binary;
using Google.Protobuf.Collections;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Reads and writes the points of our Qdrant collections.</summary>
internal sealed class ServerPoints(QdrantConnection connection, WriteTerms terms, QdrantOptions settings)
{
    private const int Page = 1000;

    public async Task<IReadOnlyList<Point>> GetAsync(Operation operation, string storage, IEnumerable<Guid> ids, bool withVectors)
    {
        List<Point> points = [];
        foreach (var chunk in ids.Distinct().Chunk(Page))
        {
            var request = new Wire.GetPoints
            {
                CollectionName = storage,
                WithPayload = PointPayload.Selector,
                WithVectors = Values.WithVectors(withVectors),
                Timeout = operation.Seconds,
            };
            request.Ids.AddRange(chunk.Select(Values.Id));
            points.AddRange(Read((await operation.CallAsync(options => connection.Points.GetAsync(request, options))).Result));
        }

        return points;
    }

    /// <summary>The embeddings of points, without their payloads.</summary>
    public async Task<IReadOnlyDictionary<Guid, ReadOnlyMemory<float>>> GetVectorsAsync(
        Operation operation, string storage, IEnumerable<Guid> ids)
    {
        Dictionary<Guid, ReadOnlyMemory<float>> vectors = [];
        foreach (var chunk in ids.Distinct().Chunk(Page))
        {
            var request = new Wire.GetPoints
            {
                CollectionName = storage,
                WithPayload = new Wire.WithPayloadSelector { Enable = false },
                WithVectors = Values.WithVectors(true),
                Timeout = operation.Seconds,
            };
            request.Ids.AddRange(chunk.Select(Values.Id));
            foreach (var point in (await operation.CallAsync(options => connection.Points.GetAsync(request, options))).Result)
            {
                vectors[Guid.Parse(point.Id.Uuid)] = PointVectors.Read(point.Vectors);
            }
        }

        return vectors;
    }

    /// <summary>Points ordered by id, beginning after an id.</summary>
    public async Task<IReadOnlyList<Point>> ScrollAsync(
        Operation operation, string storage, Guid? after, int limit, bool withVectors, Wire.Filter? filter = null)
    {
        List<Point> points = [];
        while (points.Count < limit)
        {
            var request = Scroll(operation, storage, Math.Min(limit - points.Count, Page), withVectors);
            request.Filter = filter;
            if (after is { } passed)
            {
                if (Next(passed) is not { } next)
                {
                    break;
                }

                request.Offset = Values.Id(next);
            }

            var response = await operation.CallAsync(options => connection.Points.ScrollAsync(request, options));
            points.AddRange(Read(response.Result));
            if (response.NextPageOffset is null || response.Result.Count == 0)
            {
                break;
            }

            after = points[^1].Id;
        }

        return points;
    }

    /// <summary>Points by the number under a key that has an index, descending, in no particular order among equals.</summary>
    /// <param name="operation">The store's call.</param>
    /// <param name="storage">The Qdrant collection.</param>
    /// <param name="key">The key of the number.</param>
    /// <param name="below">Only points with a smaller number.</param>
    /// <param name="limit">The most points.</param>
    /// <param name="filter">What else they must satisfy, or null.</param>
    public async Task<IReadOnlyList<Point>> DescendingAsync(
        Operation operation, string storage, string key, double below, int limit, Wire.Filter? filter)
    {
        var request = Scroll(operation, storage, limit, withVectors: false);
        request.OrderBy = new Wire.OrderBy { Key = key, Direction = Wire.Direction.Desc };
        request.Filter = filter;
        if (double.IsFinite(below))
        {
            request.Filter = new Wire.Filter
            {
                Must = { new Wire.Condition { Field = new Wire.FieldCondition { Key = key, Range = new Wire.Range { Lt = below } } } },
            };
            if (filter is not null)
            {
                request.Filter.Must.Add(new Wire.Condition { Filter = filter });
            }
        }

        return [.. Read((await operation.CallAsync(options => connection.Points.ScrollAsync(request, options))).Result)];
    }

    /// <summary>The points most similar to the query, with the server's scores, in no particular order among equals.</summary>
    public async Task<IReadOnlyList<Hit>> SearchAsync(
        Operation operation, string storage, ReadOnlyMemory<float> query, int limit, Wire.Filter? filter, int? ef)
    {
        var dense = new Wire.DenseVector();
        dense.Data.AddRange(query.ToArray());
        var request = new Wire.QueryPoints
        {
            CollectionName = storage,
            Query = new Wire.Query { Nearest = new Wire.VectorInput { Dense = dense } },
            Filter = filter,
            Params = Params(limit, ef ?? (settings.Exact ? 0 : settings.Ef)),
            Limit = (ulong)limit,
            WithPayload = PointPayload.Selector,
            WithVectors = Values.WithVectors(false),
            Timeout = operation.Seconds,
        };
        var response = await operation.CallAsync(options => connection.Points.QueryAsync(request, options));
        return
        [
            .. response.Result.Select(point =>
                new Hit(Guid.Parse(point.Id.Uuid), Math.Clamp(point.Score, -1f, 1f), PointPayload.Read(point.Id, point.Payload))),
        ];
    }

    /// <summary>Writes new points or replaces existing ones, in messages of bounded size.</summary>
    public async Task UpsertAsync(Operation operation, string storage, IEnumerable<Point> points)
    {
        foreach (var batch in UpsertBatches.Of(points.Select(Write)))
        {
            var request = new Wire.UpsertPoints { CollectionName = storage, Wait = true, Ordering = terms.Ordering, Timeout = operation.Seconds };
            request.Points.AddRange(batch);
            await operation.WriteAsync(options => connection.Points.UpsertAsync(request, options));
        }
    }

    public async Task DeleteAsync(Operation operation, string storage, IEnumerable<Guid> ids)
    {
        foreach (var chunk in ids.Chunk(Page))
        {
            var request = new Wire.DeletePoints
            {
                CollectionName = storage,
                Wait = true,
                Points = Values.Select(chunk),
                Ordering = terms.Ordering,
                Timeout = operation.Seconds,
            };
            await operation.WriteAsync(options => connection.Points.DeleteAsync(request, options));
        }
    }

    private static Guid? Next(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        if (number == UInt128.MaxValue)
        {
            return null;
        }

        BinaryPrimitives.WriteUInt128BigEndian(bytes, number + 1);
        return new Guid(bytes, bigEndian: true);
    }

    private static IEnumerable<Point> Read(RepeatedField<Wire.RetrievedPoint> points) =>
        points.Select(point => new Point(Guid.Parse(point.Id.Uuid), PointVectors.Read(point.Vectors), PointPayload.Read(point.Id, point.Payload)));

    private static Wire.PointStruct Write(Point point)
    {
        var message = new Wire.PointStruct { Id = Values.Id(point.Id), Vectors = Values.Vectors(point.Vector.Span) };
        PointPayload.Write(message.Payload, point.Payload);
        return message;
    }

    private static Wire.ScrollPoints Scroll(Operation operation, string storage, int limit, bool withVectors) => new()
    {
        CollectionName = storage,
        Limit = (uint)limit,
        WithPayload = PointPayload.Selector,
        WithVectors = Values.WithVectors(withVectors),
        Timeout = operation.Seconds,
    };

    // Rescoring only matters if the server's operator has quantized the collection: then scores come from the full vectors.
    private static Wire.SearchParams Params(int limit, int ef) => ef == 0
        ? new Wire.SearchParams { Exact = true }
        : new Wire.SearchParams
        {
            HnswEf = (ulong)Math.Max(ef, limit),
            Quantization = new Wire.QuantizationSearchParams { Rescore = true, Oversampling = 2 },
        };
}
