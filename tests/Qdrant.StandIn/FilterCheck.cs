using Google.Protobuf.Collections;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>Whether a point matches a filter. A malformed filter is rejected, whatever the point.</summary>
internal static class FilterCheck
{
    /// <exception cref="Grpc.Core.RpcException">The filter is malformed.</exception>
    public static void Check(Wire.Filter? filter)
    {
        if (filter is not null)
        {
            Passes(filter, new PointKey(false, 0), []);
        }
    }

    /// <summary>The number at a path of a payload; null if there is none.</summary>
    public static double? NumberAt(MapField<string, Wire.Value> payload, string path) => Values(payload, path).FirstOrDefault() switch
    {
        { HasDoubleValue: true } value => value.DoubleValue,
        { HasIntegerValue: true } value => value.IntegerValue,
        _ => null,
    };

    public static bool Passes(Wire.Filter filter, PointKey key, MapField<string, Wire.Value> payload)
    {
        // All are evaluated, so that a malformed one is found wherever it is.
        bool[] should = [.. filter.Should.Select(condition => Passes(condition, key, payload))];
        bool[] must = [.. filter.Must.Select(condition => Passes(condition, key, payload))];
        bool[] mustNot = [.. filter.MustNot.Select(condition => Passes(condition, key, payload))];
        return (should.Length == 0 || should.Contains(true)) && !must.Contains(false) && !mustNot.Contains(true);
    }

    private static bool Passes(Wire.Condition condition, PointKey key, MapField<string, Wire.Value> payload) => condition.ConditionOneOfCase switch
    {
        Wire.Condition.ConditionOneOfOneofCase.Field => Passes(condition.Field, payload),
        Wire.Condition.ConditionOneOfOneofCase.HasId => condition.HasId.HasId.Select(PointKey.Of).Contains(key),
        Wire.Condition.ConditionOneOfOneofCase.Filter => Passes(condition.Filter, key, payload),
        _ => throw Refusal.Invalid("Malformed condition: it is empty"),
    };

    private static bool Passes(Wire.FieldCondition field, MapField<string, Wire.Value> payload)
    {
        if (field.Key.Length == 0 || (field.Match is null && field.Range is null))
        {
            throw Refusal.Invalid("Malformed field condition: a key and one condition are required");
        }

        if (!field.Key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.'))
        {
            throw Refusal.Invalid($"Unable to parse the path of a field: {field.Key}");
        }

        return Values(payload, field.Key).Any(value => field.Match is { } match ? Matches(match, value) : Within(field.Range, value));
    }

    private static bool Matches(Wire.Match match, Wire.Value value) => match.MatchValueCase switch
    {
        Wire.Match.MatchValueOneofCase.Keyword => value.HasStringValue && value.StringValue == match.Keyword,
        Wire.Match.MatchValueOneofCase.Keywords => value.HasStringValue && match.Keywords.Strings.Contains(value.StringValue),
        Wire.Match.MatchValueOneofCase.Integer => value.HasIntegerValue && value.IntegerValue == match.Integer,
        Wire.Match.MatchValueOneofCase.Boolean => value.HasBoolValue && value.BoolValue == match.Boolean,
        _ => throw Refusal.Invalid("Malformed match: it is empty"),
    };

    private static bool Within(Wire.Range range, Wire.Value value)
    {
        if (!value.HasDoubleValue && !value.HasIntegerValue)
        {
            return false;
        }

        var number = value.HasDoubleValue ? value.DoubleValue : value.IntegerValue;
        return (!range.HasGt || number > range.Gt) && (!range.HasGte || number >= range.Gte)
            && (!range.HasLt || number < range.Lt) && (!range.HasLte || number <= range.Lte);
    }

    // A list counts as each of its values.
    private static IEnumerable<Wire.Value> Values(MapField<string, Wire.Value> payload, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (!payload.TryGetValue(dot < 0 ? path : path[..dot], out var value))
        {
            return [];
        }

        if (dot >= 0)
        {
            return value.StructValue is { } inner ? Values(inner.Fields, path[(dot + 1)..]) : [];
        }

        return value.ListValue is { } list ? list.Values : [value];
    }
}
