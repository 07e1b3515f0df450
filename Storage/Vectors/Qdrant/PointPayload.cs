using System.Text.Json;
using Google.Protobuf.Collections;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>
/// A payload as stored in Qdrant. What another program looks for has its plain form: names, caption, sizes, and the fields as an object. What only
/// this program needs is under one name, <see cref="Own"/>: words and numbers for filters, which numbers are no integers although they look like
/// some, and the exact form of numbers that a server does not keep to the last bit. Points of earlier versions have the fields as a JSON text, and
/// the words and numbers beside it.
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
    private const string Exact = "exact";
    private const string High = "high";
    private const string Low = "low";
    private const string Caption = "caption";
    private const string Fields = "fields";
    private const string Width = "width";
    private const string Height = "height";
    private const string MediaType = "media_type";
    private const string Bytes = "bytes";
    private const string ThumbHash = "thumb_hash";

    /// <summary>Selects what <see cref="Read"/> needs, without what exists only for searching.</summary>
    public static Wire.WithPayloadSelector Selector =>
        Values.Only(Names, Caption, Fields, Width, Height, MediaType, Bytes, ThumbHash, $"{Own}.{Floats}", $"{Own}.{Exact}");

    /// <summary>The keys under which a range finds a field's number: in this version's points, and in those of earlier versions.</summary>
    public static (string Key, string Earlier) NumberKeys(string field) => (
        IsPlain(field) ? $"{Fields}.{field}" : $"{Own}.{Numbers}.{FieldTerms.OwnNumberKey(field)}",
        FieldTerms.EarlierNumberKey(field));

    /// <summary>This version's key for what an earlier version had under a key; null if that was no number.</summary>
    public static string? NumberKeyOfEarlier(string key) =>
        key.StartsWith(FieldTerms.EarlierPrefix, StringComparison.Ordinal) ? NumberKeys(key[FieldTerms.EarlierPrefix.Length..]).Key
        : key.StartsWith(FieldTerms.HashedPrefix, StringComparison.Ordinal) ? $"{Own}.{Numbers}.{key}"
        : null;

    /// <summary>The keys of the two parts of a field's <see cref="ExactNumber"/>.</summary>
    public static (string High, string Low) ExactKeys(string field)
    {
        var key = $"{Own}.{Exact}.{FieldTerms.OwnNumberKey(field)}";
        return ($"{key}.{High}", $"{key}.{Low}");
    }

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

        if (!payload.ThumbHash.IsDefaultOrEmpty)
        {
            map[ThumbHash] = Values.Of(Convert.ToBase64String(payload.ThumbHash.AsSpan()));
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
                numbers.Fields[FieldTerms.OwnNumberKey(name)] = number;
            }
        }

        own.Fields[Numbers] = new Wire.Value { StructValue = numbers };
        if (PayloadFields.Floats(payload.Fields).ToList() is { Count: > 0 } floats)
        {
            own.Fields[Floats] = Values.Of(floats);
        }

        if (ExactNumbers(all) is { Fields.Count: > 0 } exact)
        {
            own.Fields[Exact] = new Wire.Value { StructValue = exact };
        }

        map[Own] = new Wire.Value { StructValue = own };
    }

    /// <summary>The keys of a payload's numbers, for their indexes.</summary>
    public static IEnumerable<string> NumberKeys(Payload payload)
    {
        foreach (var (name, value) in DerivedFields.All(payload).Where(field => NumberOf(field.Value) is not null))
        {
            yield return NumberKeys(name).Key;
            if (ExactNumber.IfNeeded(value) is not null)
            {
                var (high, low) = ExactKeys(name);
                yield return high;
                yield return low;
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
                ReadFields(map),
                checked((int)map[Width].IntegerValue),
                checked((int)map[Height].IntegerValue),
                map[MediaType].StringValue,
                map[Bytes].IntegerValue)
            {
                ThumbHash = map.TryGetValue(ThumbHash, out var hash) ? [.. Convert.FromBase64String(hash.StringValue)] : [],
            };
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or JsonException or OverflowException)
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

        var own = map.GetValueOrDefault(Own)?.StructValue?.Fields;
        var floats = own?.GetValueOrDefault(Floats)?.ListValue?.Values.Select(name => name.StringValue) ?? [];
        var exact = own?.GetValueOrDefault(Exact)?.StructValue?.Fields;
        return PayloadFields.Read(stored, [.. floats], name => ReadExact(exact?.GetValueOrDefault(FieldTerms.OwnNumberKey(name))?.StructValue));
    }

    private static Wire.Struct ExactNumbers(IReadOnlyDictionary<string, FieldValue> fields)
    {
        var numbers = new Wire.Struct();
        foreach (var (name, value) in fields)
        {
            if (ExactNumber.IfNeeded(value) is { } exact)
            {
                var parts = new Wire.Struct { Fields = { [High] = Values.Of(exact.High), [Low] = Values.Of(exact.Low) } };
                numbers.Fields[FieldTerms.OwnNumberKey(name)] = new Wire.Value { StructValue = parts };
            }
        }

        return numbers;
    }

    private static ExactNumber? ReadExact(Wire.Struct? parts) =>
        parts is null ? null : new ExactNumber(parts.Fields[High].IntegerValue, parts.Fields[Low].IntegerValue);

    /// <summary>Whether a range looks at the field itself: sizes may come from the picture, and Qdrant reads some names as paths.</summary>
    private static bool IsPlain(string field) => FieldTerms.IsPathSafe(field) && !DerivedFields.IsSize(field);

    private static Wire.Value? NumberOf(FieldValue value) => value switch
    {
        FieldValue.Integer integer => Values.Of(integer.Value),
        FieldValue.Number number => Values.Of(number.Value),
        _ => null,
    };
}
