using System.Text.Json;
using Google.Protobuf.Collections;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// A payload as stored in Qdrant. What another program looks for has its plain form: names, caption, sizes, and the fields as an object. What only
/// this program needs is under one name, <see cref="Own"/>: words and numbers for filters, and which numbers are no integers although they look like
/// some. Points of earlier versions have the fields as a JSON text, and the words and numbers beside it.
/// </summary>
internal static class PointPayload
{
    public const string Names = "names";

    /// <summary>What only this program needs.</summary>
    public const string Own = "txt2image";

    /// <summary>The words of all fields, for filters.</summary>
    public const string Terms = $"{Own}.{TermsKey}";

    /// <summary>The same in points of earlier versions.</summary>
    public const string EarlierTerms = TermsKey;

    private const string TermsKey = "terms";
    private const string Numbers = "numbers";
    private const string Floats = "floats";
    private const string Caption = "caption";
    private const string Fields = "fields";
    private const string Width = "width";
    private const string Height = "height";
    private const string MediaType = "media_type";
    private const string Bytes = "bytes";

    /// <summary>Selects what <see cref="Read"/> needs, without what exists only for searching.</summary>
    public static Wire.WithPayloadSelector Selector =>
        Values.Only(Names, Caption, Fields, Width, Height, MediaType, Bytes, $"{Own}.{Floats}");

    /// <summary>The keys under which a range finds a field's number: in this version's points, and in those of earlier versions.</summary>
    public static (string Key, string Earlier) NumberKeys(string field) => (
        IsPlain(field) ? $"{Fields}.{field}" : $"{Own}.{Numbers}.{FieldTerms.OwnNumberKey(field)}",
        FieldTerms.EarlierNumberKey(field));

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
            map[Fields] = PayloadFields.Write(payload.Fields);
        }

        var all = DerivedFields.All(payload);
        var own = new Wire.Struct { Fields = { [TermsKey] = Values.Of(FieldTerms.All(all)) } };
        var numbers = new Wire.Struct();
        foreach (var (name, value) in all.Where(field => !IsPlain(field.Key)))
        {
            if (NumberOf(value) is { } number)
            {
                numbers.Fields[FieldTerms.OwnNumberKey(name)] = Values.Of(number);
            }
        }

        own.Fields[Numbers] = new Wire.Value { StructValue = numbers };
        if (PayloadFields.Floats(payload.Fields).ToList() is { Count: > 0 } floats)
        {
            own.Fields[Floats] = Values.Of(floats);
        }

        map[Own] = new Wire.Value { StructValue = own };
    }

    /// <summary>The keys of a payload's numbers, for their indexes.</summary>
    public static IEnumerable<string> NumberKeys(Payload payload) =>
        DerivedFields.All(payload).Where(field => NumberOf(field.Value) is not null).Select(field => NumberKeys(field.Key).Key);

    /// <exception cref="StoreException"><see cref="StoreFault.Corrupt"/>: the point was not written by this program.</exception>
    public static Payload Read(Wire.PointId id, MapField<string, Wire.Value> map)
    {
        try
        {
            return new Payload(
                [.. (map[Names].ListValue ?? throw new KeyNotFoundException()).Values.Select(name => name.StringValue)],
                map.TryGetValue(Caption, out var caption) ? caption.StringValue : null,
                ReadFields(map),
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

    private static FieldSet? ReadFields(MapField<string, Wire.Value> map)
    {
        if (!map.TryGetValue(Fields, out var fields))
        {
            return null;
        }

        if (fields.StructValue is not { } stored)
        {
            return FieldsJson.Read(fields.StringValue);
        }

        var floats = map.TryGetValue(Own, out var own) && own.StructValue is { } kept ? kept.Fields.GetValueOrDefault(Floats)?.ListValue : null;
        return PayloadFields.Read(stored, [.. (floats?.Values ?? []).Select(name => name.StringValue)]);
    }

    /// <summary>Whether a range looks at the field itself: sizes may come from the picture, and Qdrant reads some names as paths.</summary>
    private static bool IsPlain(string field) => FieldTerms.IsPathSafe(field) && !DerivedFields.IsSize(field);

    private static double? NumberOf(FieldValue value) => value switch
    {
        FieldValue.Integer integer => integer.Value,
        FieldValue.Number number => number.Value,
        _ => null,
    };
}
