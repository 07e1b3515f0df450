using Google.Protobuf;
using Grpc.Core;

namespace Txt2Image.Qdrant.StandIn;

internal sealed class HealthService : Wire.Qdrant.QdrantBase
{
    public override Task<Wire.HealthCheckReply> HealthCheck(Wire.HealthCheckRequest request, ServerCallContext context) =>
        Task.FromResult(new Wire.HealthCheckReply { Title = "qdrant - a stand-in for tests", Version = "1.18.0" });
}

internal sealed class CollectionsService(Engine engine) : Wire.Collections.CollectionsBase
{
    public override Task<Wire.CollectionOperationResponse> Create(Wire.CreateCollection request, ServerCallContext context)
    {
        engine.Do(request);
        return Task.FromResult(new Wire.CollectionOperationResponse { Result = true });
    }

    public override Task<Wire.CollectionOperationResponse> Delete(Wire.DeleteCollection request, ServerCallContext context) =>
        Task.FromResult(new Wire.CollectionOperationResponse { Result = engine.Drop(request) });

    public override Task<Wire.ListCollectionsResponse> List(Wire.ListCollectionsRequest request, ServerCallContext context)
    {
        var response = new Wire.ListCollectionsResponse();
        response.Collections.AddRange(engine.List().Select(name => new Wire.CollectionDescription { Name = name }));
        return Task.FromResult(response);
    }

    public override Task<Wire.GetCollectionInfoResponse> Get(Wire.GetCollectionInfoRequest request, ServerCallContext context) =>
        Task.FromResult(new Wire.GetCollectionInfoResponse { Result = engine.Read(request.CollectionName, Describe) });

    private static Wire.CollectionInfo Describe(StoredCollection collection)
    {
        var info = new Wire.CollectionInfo
        {
            Status = Wire.CollectionStatus.Green,
            PointsCount = (ulong)collection.Count,
            Config = new Wire.CollectionConfig
            {
                Params = new Wire.CollectionParams { ShardNumber = 1, VectorsConfig = collection.Created.VectorsConfig },
            },
        };
        foreach (var (key, type) in collection.Indexes)
        {
            info.PayloadSchema[key] = new Wire.PayloadSchemaInfo
            {
                DataType = type switch
                {
                    Wire.FieldType.Integer => Wire.PayloadSchemaType.Integer,
                    Wire.FieldType.Float => Wire.PayloadSchemaType.Float,
                    _ => Wire.PayloadSchemaType.Keyword,
                },
            };
        }

        return info;
    }
}

internal sealed class PointsService(Engine engine, StandInOptions options) : Wire.Points.PointsBase
{
    public override Task<Wire.PointsOperationResponse> Upsert(Wire.UpsertPoints request, ServerCallContext context) => Write(request, request.Wait);

    public override Task<Wire.PointsOperationResponse> Delete(Wire.DeletePoints request, ServerCallContext context) => Write(request, request.Wait);

    public override Task<Wire.PointsOperationResponse> SetPayload(Wire.SetPayloadPoints request, ServerCallContext context) =>
        Write(request, request.Wait);

    public override Task<Wire.PointsOperationResponse> CreateFieldIndex(Wire.CreateFieldIndexCollection request, ServerCallContext context) =>
        Write(request, request.Wait);

    public override Task<Wire.GetResponse> Get(Wire.GetPoints request, ServerCallContext context) => engine.Read(request.CollectionName, collection =>
    {
        var response = new Wire.GetResponse();
        response.Result.AddRange(
            collection.Get(request.Ids).Select(point => Retrieved(point.Key, point.Point, request.WithPayload, request.WithVectors)));
        return Task.FromResult(response);
    });

    public override Task<Wire.ScrollResponse> Scroll(Wire.ScrollPoints request, ServerCallContext context) =>
        engine.Read(request.CollectionName, collection =>
    {
        FilterCheck.Check(request.Filter);
        var limit = request.HasLimit ? (int)request.Limit : 10;
        if (limit == 0)
        {
            throw Refusal.Invalid("Validation error: limit must be at least 1");
        }

        if (request.OrderBy is not null)
        {
            return Task.FromResult(Ordered(collection, request, limit));
        }

        var from = request.Offset is null ? default(PointKey?) : PointKey.Of(request.Offset);
        var found =
            collection.Matching(request.Filter).Where(point => from is not { } first || PointKey.Order.Compare(point.Key, first) >= 0).Take(limit + 1)
                .ToList();
        var response = new Wire.ScrollResponse { NextPageOffset = found.Count > limit ? found[limit].Key.ToMessage() : null };
        response.Result.AddRange(found.Take(limit).Select(point => Retrieved(point.Key, point.Point, request.WithPayload, request.WithVectors)));
        return Task.FromResult(response);
    });

    public override Task<Wire.CountResponse> Count(Wire.CountPoints request, ServerCallContext context) =>
        engine.Read(request.CollectionName, collection =>
    {
        FilterCheck.Check(request.Filter);
        return Task.FromResult(
            new Wire.CountResponse { Result = new Wire.CountResult { Count = (ulong)collection.Matching(request.Filter).Count() } });
    });

    public override Task<Wire.QueryResponse> Query(Wire.QueryPoints request, ServerCallContext context) =>
        engine.Read(request.CollectionName, collection =>
    {
        FilterCheck.Check(request.Filter);
        if (request.Query?.Nearest?.Dense is not { } query)
        {
            throw Refusal.Invalid("This stand-in only supports nearest-neighbour search by a dense vector.");
        }

        if (request.Params is { HasHnswEf: true, Exact: false } && request.Params.HnswEf < request.Limit + request.Offset)
        {
            throw Refusal.Invalid("hnsw_ef is smaller than the limit: a server would return poor hits.");
        }

        var response = new Wire.QueryResponse();
        var hits = collection.Nearest([.. query.Data], request.Filter)
            .Where(hit => !request.HasScoreThreshold || hit.Score >= request.ScoreThreshold)
            .Where(hit => !options.IsApproximate || !Overlooks(request.Params, hit.Key))
            .Skip((int)request.Offset)
            .Take(request.HasLimit ? (int)request.Limit : 10);
        foreach (var hit in hits)
        {
            var point = new Wire.ScoredPoint { Id = hit.Key.ToMessage(), Score = hit.Score, Vectors = Vectors(hit.Point, request.WithVectors) };
            point.Payload.Add(Payload(hit.Point, request.WithPayload));
            response.Result.Add(point);
        }

        return Task.FromResult(response);
    });

    /// <summary>Ids are hashes, so their last bits decide as well as chance.</summary>
    private static bool Overlooks(Wire.SearchParams? search, PointKey key) =>
        search is { Exact: false, HasHnswEf: true } && (ulong)(key.Value & 4095) * search.HnswEf < 4 * 4096;

    private Wire.ScrollResponse Ordered(StoredCollection collection, Wire.ScrollPoints request, int limit)
    {
        if (request.Offset is not null)
        {
            throw Refusal.Invalid("Cannot use an `offset` when using `order_by`. The alternative is to use `order_by.start_from` and filters.");
        }

        if (request.OrderBy.Direction != Wire.Direction.Desc)
        {
            throw Refusal.Invalid("This stand-in only supports descending order.");
        }

        var response = new Wire.ScrollResponse();
        response.Result.AddRange(
            collection.Descending(request.OrderBy.Key, request.Filter).Take(limit)
                .Select(point => Retrieved(point.Key, point.Point, request.WithPayload, request.WithVectors)));
        return response;
    }

    private Task<Wire.PointsOperationResponse> Write(IMessage request, bool wait)
    {
        if (wait)
        {
            engine.Do(request);
        }
        else
        {
            engine.DoLater(request);
        }

        return Task.FromResult(new Wire.PointsOperationResponse
        {
            Result = new Wire.UpdateResult { OperationId = 1, Status = wait ? Wire.UpdateStatus.Completed : Wire.UpdateStatus.Acknowledged },
        });
    }

    private Wire.RetrievedPoint Retrieved(PointKey key, StoredPoint stored, Wire.WithPayloadSelector? payload, Wire.WithVectorsSelector? vectors)
    {
        var point = new Wire.RetrievedPoint { Id = key.ToMessage(), Vectors = Vectors(stored, vectors) };
        point.Payload.Add(Payload(stored, payload));
        return point;
    }

    private Wire.VectorsOutput? Vectors(StoredPoint point, Wire.WithVectorsSelector? selector)
    {
        if (selector is not { Enable: true })
        {
            return null;
        }

        var vector = new Wire.VectorOutput();
        if (options.OldShape)
        {
            vector.Data.AddRange(point.Vector);
        }
        else
        {
            vector.Dense = new Wire.DenseVector { Data = { point.Vector } };
        }

        return new Wire.VectorsOutput { Vector = vector };
    }

    private static Dictionary<string, Wire.Value> Payload(StoredPoint point, Wire.WithPayloadSelector? selector) =>
        selector?.SelectorOptionsCase switch
    {
        Wire.WithPayloadSelector.SelectorOptionsOneofCase.Enable when selector.Enable => point.Payload.ToDictionary(StringComparer.Ordinal),
        Wire.WithPayloadSelector.SelectorOptionsOneofCase.Include => Included(point.Payload, selector.Include.Fields),
        Wire.WithPayloadSelector.SelectorOptionsOneofCase.Exclude => Where(point, name => !selector.Exclude.Fields.Contains(name)),
        _ => [],
    };

    /// <summary>What the paths name, within the objects that they lead through.</summary>
    private static Dictionary<string, Wire.Value> Included(IEnumerable<KeyValuePair<string, Wire.Value>> payload, IEnumerable<string> paths)
    {
        var steps = paths.Select(path => path.Split('.', 2)).ToLookup(path => path[0], path => path.ElementAtOrDefault(1), StringComparer.Ordinal);
        var found = new Dictionary<string, Wire.Value>(StringComparer.Ordinal);
        foreach (var (name, value) in payload.Where(entry => steps.Contains(entry.Key)))
        {
            if (steps[name].Contains(null))
            {
                found[name] = value;
            }
            else if (value.StructValue is { } inner)
            {
                found[name] = new Wire.Value { StructValue = new Wire.Struct { Fields = { Included(inner.Fields, steps[name].OfType<string>()) } } };
            }
        }

        return found;
    }

    private static Dictionary<string, Wire.Value> Where(StoredPoint point, Func<string, bool> isWanted) =>
        point.Payload.Where(entry => isWanted(entry.Key)).ToDictionary(StringComparer.Ordinal);
}
