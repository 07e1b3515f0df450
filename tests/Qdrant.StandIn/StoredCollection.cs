using System.Numerics.Tensors;
using Google.Protobuf.Collections;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>A stored point.</summary>
internal sealed record StoredPoint(float[] Vector, MapField<string, Wire.Value> Payload);

/// <summary>A collection: its points in the order of their ids.</summary>
internal sealed class StoredCollection(Wire.CreateCollection created)
{
    private readonly SortedDictionary<PointKey, StoredPoint> _points = new(PointKey.Order);

    public Wire.CreateCollection Created => created;

    public int Dimension => (int)created.VectorsConfig.Params.Size;

    public int Count => _points.Count;

    /// <summary>The payload keys that have an index, with its type.</summary>
    public SortedDictionary<string, Wire.FieldType> Indexes { get; } = new(StringComparer.Ordinal);

    /// <exception cref="Grpc.Core.RpcException">A point is malformed; none is written.</exception>
    public void Check(IEnumerable<Wire.PointStruct> points)
    {
        foreach (var point in points)
        {
            _ = PointKey.Of(point.Id);
            var length = point.Vectors?.Vector?.Dense?.Data.Count ?? throw Refusal.Invalid("Expected some vectors");
            if (length != Dimension)
            {
                throw Refusal.Invalid($"Wrong input: Vector dimension error: expected dim: {Dimension}, got {length}");
            }
        }
    }

    public void Upsert(IEnumerable<Wire.PointStruct> points)
    {
        foreach (var point in points)
        {
            var payload = point.Payload.Clone();
            StoredNumbers.Store(payload);
            _points[PointKey.Of(point.Id)] = new StoredPoint(Scaled([.. point.Vectors.Vector.Dense.Data]), payload);
        }
    }

    public void SetPayload(Wire.PointsSelector selector, MapField<string, Wire.Value> payload)
    {
        payload = payload.Clone();
        StoredNumbers.Store(payload);
        foreach (var key in Selected(selector))
        {
            foreach (var (name, value) in payload)
            {
                _points[key].Payload[name] = value.Clone();
            }
        }
    }

    public void Delete(Wire.PointsSelector selector)
    {
        foreach (var key in Selected(selector))
        {
            _points.Remove(key);
        }
    }

    /// <exception cref="Grpc.Core.RpcException">A point does not exist.</exception>
    public void CheckThere(Wire.PointsSelector selector)
    {
        foreach (var id in selector.Points?.Ids ?? [])
        {
            if (!_points.ContainsKey(PointKey.Of(id)))
            {
                throw Refusal.NoPoint(id.ToString());
            }
        }
    }

    public IEnumerable<(PointKey Key, StoredPoint Point)> Get(IEnumerable<Wire.PointId> ids) =>
        ids.Select(PointKey.Of).Distinct().Where(_points.ContainsKey).Select(key => (key, _points[key]));

    public IEnumerable<(PointKey Key, StoredPoint Point)> Matching(Wire.Filter? filter) => _points
        .Where(point => filter is null || FilterCheck.Passes(filter, point.Key, point.Value.Payload))
        .Select(point => (point.Key, point.Value));

    public IEnumerable<(PointKey Key, StoredPoint Point, float Score)> Nearest(float[] query, Wire.Filter? filter)
    {
        if (query.Length != Dimension)
        {
            throw Refusal.Invalid($"Wrong input: Vector dimension error: expected dim: {Dimension}, got {query.Length}");
        }

        var scaled = Scaled(query);

        // Ties come in reverse order of ids: a server promises no order, so a client must not rely on ascending ids.
        return Matching(filter).Reverse().Select(point => (point.Key, point.Point, TensorPrimitives.Dot<float>(point.Point.Vector, scaled)))
            .OrderByDescending(point => point.Item3);
    }

    /// <summary>The points with a number under a key that has an index, in descending order of the numbers.</summary>
    /// <exception cref="Grpc.Core.RpcException">The key has no index of numbers.</exception>
    public IEnumerable<(PointKey Key, StoredPoint Point)> Descending(string key, Wire.Filter? filter)
    {
        if (Indexes.GetValueOrDefault(key, Wire.FieldType.Keyword) is not (Wire.FieldType.Float or Wire.FieldType.Integer))
        {
            throw Refusal.Invalid($"No range index for `order_by` key: `{key}`. Please create one to use `order_by`.");
        }

        // Ties come in reverse order of ids, as above.
        return Matching(filter).Reverse()
            .Select(point => (point.Key, point.Point, Number: FilterCheck.NumberAt(point.Point.Payload, key)))
            .Where(point => point.Number is not null)
            .OrderByDescending(point => point.Number)
            .Select(point => (point.Key, point.Point));
    }

    private PointKey[] Selected(Wire.PointsSelector selector) => selector.PointsSelectorOneOfCase switch
    {
        Wire.PointsSelector.PointsSelectorOneOfOneofCase.Points => [.. selector.Points.Ids.Select(PointKey.Of).Where(_points.ContainsKey)],
        Wire.PointsSelector.PointsSelectorOneOfOneofCase.Filter => [.. Matching(selector.Filter).Select(point => point.Key)],
        _ => throw Refusal.Invalid("PointsSelector is required"),
    };

    // Like the server: for cosine, vectors are scaled to length 1 when they are written.
    private float[] Scaled(float[] vector)
    {
        if (created.VectorsConfig.Params.Distance != Wire.Distance.Cosine)
        {
            return vector;
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        return norm == 0 ? vector : [.. vector.Select(value => value / norm)];
    }
}
