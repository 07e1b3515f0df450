using Qdrant.Client;
using Qdrant.Client.Grpc;
using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Qdrant;
using CollectionInfo = Txt2Image.Storage.Vectors.CollectionInfo;
using Point = Txt2Image.Storage.Vectors.Point;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>Points as the versions before 0.2 wrote them: the fields as a JSON text, words and numbers beside it.</summary>
internal static class EarlierPoints
{
    /// <summary>Writes points into a collection, and makes it one of an earlier version. It must not have been used yet.</summary>
    public static async Task UpsertAsync(StandInServer server, CollectionInfo collection, IReadOnlyList<Point> points)
    {
        using var client = new QdrantClient(server.Url);
        var storage = server.Collections.Single(name => name.EndsWith($"_{collection.Name}_1", StringComparison.Ordinal));
        await client.SetPayloadAsync(
            server.Collections.Single(name => name.EndsWith("_catalogue", StringComparison.Ordinal)),
            new Dictionary<string, Value>(StringComparer.Ordinal) { [CatalogueEntry.Layout] = 1L },
            CatalogueEntry.PlaceOf(storage),
            cancellationToken: TestContext.Current.CancellationToken);
        server.RemoveIndexes(storage);
        foreach (var key in new[] { "names", "terms" })
        {
            await client.CreatePayloadIndexAsync(storage, key, PayloadSchemaType.Keyword, cancellationToken: TestContext.Current.CancellationToken);
        }

        var numbers = points.SelectMany(point => DerivedFields.All(point.Payload))
            .Where(field => field.Value is FieldValue.Integer or FieldValue.Number)
            .Select(field => FieldTerms.EarlierNumberKey(field.Key));
        foreach (var key in numbers.Distinct(StringComparer.Ordinal))
        {
            await client.CreatePayloadIndexAsync(storage, key, PayloadSchemaType.Float, cancellationToken: TestContext.Current.CancellationToken);
        }

        await client.UpsertAsync(storage, [.. points.Select(Write)], cancellationToken: TestContext.Current.CancellationToken);
    }

    private static PointStruct Write(Point point)
    {
        var written = new PointStruct { Id = point.Id, Vectors = point.Vector.ToArray() };
        var (map, payload) = (written.Payload, point.Payload);
        map["names"] = payload.Names.ToArray();
        map["width"] = payload.Width;
        map["height"] = payload.Height;
        map["media_type"] = payload.MediaType;
        map["bytes"] = payload.Bytes;
        if (payload.Caption is { } caption)
        {
            map["caption"] = caption;
        }

        if (FieldsJson.Write(payload.Fields) is { } fields)
        {
            map["fields"] = fields;
        }

        var all = DerivedFields.All(payload);
        map["terms"] = FieldTerms.All(all).ToArray();
        foreach (var (name, value) in all)
        {
            if (value is FieldValue.Integer integer)
            {
                map[FieldTerms.EarlierNumberKey(name)] = (double)integer.Value;
            }
            else if (value is FieldValue.Number number)
            {
                map[FieldTerms.EarlierNumberKey(name)] = number.Value;
            }
        }

        return written;
    }
}
