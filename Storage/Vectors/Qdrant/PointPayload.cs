using System.Text.Json;
using Google.Protobuf.Collections;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// A payload as stored in Qdrant: what is returned with an image, and what exists only for searching, namely words and numbers of its fields. The
/// fields themselves are one JSON text, which preserves the types of values however a server stores numbers.
/// </summary>
internal static class PointPayload
{
    public const string Names = "names";
    public const string Terms = "terms";

    private const string Caption = "caption";
    private const string Fields = "fields";
    private const string Width = "width";
    private const string Height = "height";
    private const string MediaType = "media_type";
    private const string Bytes = "bytes";

    /// <summary>Selects what <see cref="Read"/> needs, without what exists only for searching.</summary>
    public static Wire.WithPayloadSelector Selector => Values.Only(Names, Caption, Fields, Width, Height, MediaType, Bytes);

    public static void Write(MapField<string, Wire.Value> map, Payload payload)
    {
        map[Names] = Values.Of(payload.Names);
        map[Width] = Values.Of(payload.Width);
        map[Height] = Values.Of(payload.Height);
        map[MediaType] = Values.Of(payload.MediaType);
        map[Bytes] = Values.Of(payload.Bytes);
        if (payload.Caption is not null)
        {
            map[Caption] = Values.Of(payload.Caption);
        }

        if (payload.Fields is not null)
        {
            map[Fields] = Values.Of(FieldsJson.Write(payload.Fields)!);
        }

        map[Terms] = Values.Of(FieldTerms.All(DerivedFields.All(payload)));
        foreach (var (key, number) in Numbers(payload))
        {
            map[key] = Values.Of(number);
        }
    }

    /// <summary>The fields and sizes that are numbers, under the keys that range filters use.</summary>
    public static IEnumerable<(string Key, double Number)> Numbers(Payload payload)
    {
        foreach (var (name, value) in DerivedFields.All(payload))
        {
            if (value is FieldValue.Integer integer)
            {
                yield return (FieldTerms.NumberKey(name), integer.Value);
            }
            else if (value is FieldValue.Number number)
            {
                yield return (FieldTerms.NumberKey(name), number.Value);
            }
        }
    }

    /// <exception cref="StoreException"><see cref="StoreFault.Corrupt"/>: the point was not written by this program.</exception>
    public static Payload Read(Wire.PointId id, MapField<string, Wire.Value> map)
    {
        try
        {
            return new Payload(
                [.. (map[Names].ListValue ?? throw new KeyNotFoundException()).Values.Select(name => name.StringValue)],
                map.TryGetValue(Caption, out var caption) ? caption.StringValue : null,
                FieldsJson.Read(map.TryGetValue(Fields, out var fields) ? fields.StringValue : null),
                checked((int)map[Width].IntegerValue),
                checked((int)map[Height].IntegerValue),
                map[MediaType].StringValue,
                map[Bytes].IntegerValue);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or JsonException or OverflowException)
        {
            throw QdrantFaults.Foreign($"the point {id.Uuid}");
        }
    }
}
