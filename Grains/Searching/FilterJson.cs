using System.Text.Json;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Filters in JSON: <c>{"field": "year", "range": {"min": 1990}}</c>, and likewise <c>eq</c> (a value), <c>in</c> (an array of values) and
/// <c>exists</c> (true or false). <c>{"and": […]}</c>, <c>{"or": […]}</c> and <c>{"not": {…}}</c> combine them. A date (<see cref="FilterDate"/>) can
/// be used in place of a number.
/// </summary>
internal static class FilterJson
{
    /// <summary>The most conditions in one filter.</summary>
    public const int MostConditions = 64;

    /// <summary>The most values of one filter, over all its conditions.</summary>
    public const int MostValues = 1024;

    /// <summary>The most levels of JSON in one filter.</summary>
    public const int MostDepth = 16;

    private const string Field = "field";
    private static readonly string[] Operators = ["eq", "in", "range", "exists"];
    private static readonly string[] Joints = ["and", "or", "not"];

    /// <summary>Reads a filter that was written by <see cref="Write(Filter)"/>, or by a person.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: it is not a valid filter; the detail says where and why.</exception>
    public static Filter Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw Refused("filter must be JSON such as {\"field\": \"year\", \"range\": {\"min\": 1990}}. "
                + "This is not valid JSON, has a duplicate member, or is nested too deeply.");
        }
        catch (InvalidOperationException)
        {
            throw NotText();
        }
    }

    /// <summary>Reads a filter.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: it is not a valid filter; the detail says where and why.</exception>
    public static Filter Read(JsonElement json)
    {
        try
        {
            return Read(json, new Room());
        }
        catch (InvalidOperationException)
        {
            throw NotText();
        }
    }

    /// <summary>Writes a filter in canonical form, so that equal filters are equal keys.</summary>
    public static string Write(Filter filter)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(writer, filter);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static Filter Read(JsonElement json, Room room)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Refused($"A condition must be a JSON object with field and one of {List(Operators)}, or with one of {List(Joints)}.");
        }

        if (--room.Conditions < 0)
        {
            throw Refused($"A filter may have at most {MostConditions} conditions.");
        }

        List<JsonProperty> members = [.. json.EnumerateObject()];
        foreach (var unknown in members.Select(member => member.Name)
            .Where(name => name != Field && !Operators.Contains(name) && !Joints.Contains(name)))
        {
            throw Refused($"Unknown operator '{Short(unknown)}'. "
                + $"A condition on a field must use one of {List(Operators)}; {List(Joints)} combine conditions.");
        }

        if (members.Count == 1 && Joints.Contains(members[0].Name))
        {
            return ReadJoint(members[0], room);
        }

        if (members.Count != 2 || !json.TryGetProperty(Field, out var field))
        {
            throw Refused($"A condition must have field and exactly one of {List(Operators)}, or exactly one of {List(Joints)}.");
        }

        if (field.ValueKind != JsonValueKind.String)
        {
            throw Refused("field must be a string, the name of a field.");
        }

        return ReadCondition(Text(field), members.Find(member => member.Name != Field), room);
    }

    private static Filter ReadJoint(JsonProperty joint, Room room)
    {
        if (joint.Name == "not")
        {
            return new Filter.Not(Read(joint.Value, room));
        }

        if (joint.Value.ValueKind != JsonValueKind.Array)
        {
            throw Refused($"{joint.Name} must be an array of conditions.");
        }

        List<Filter> operands = [];
        foreach (var operand in joint.Value.EnumerateArray())
        {
            operands.Add(Read(operand, room));
        }

        return joint.Name == "and" ? new Filter.And(operands) : new Filter.Or(operands);
    }

    private static Filter ReadCondition(string field, JsonProperty condition, Room room)
    {
        var value = condition.Value;
        switch (condition.Name)
        {
            case "eq":
                var values = Values(field, [value], room);
                return values is [var only] ? new Filter.Equal(field, only) : new Filter.In(field, values);
            case "in" when value.ValueKind == JsonValueKind.Array:
                return new Filter.In(field, Values(field, value.EnumerateArray(), room));
            case "in":
                throw Refused("in must be an array of values.");
            case "exists" when value.ValueKind == JsonValueKind.True:
                return new Filter.Exists(field);
            case "exists" when value.ValueKind == JsonValueKind.False:
                return new Filter.Not(new Filter.Exists(field));
            case "exists":
                throw Refused("exists must be true or false.");
            case "range":
                return Range(field, value);
            default:
                throw Refused($"A condition on '{Short(field)}' must use one of {List(Operators)}, not {condition.Name}.");
        }
    }

    private static Filter.Range Range(string field, JsonElement bounds)
    {
        if (bounds.ValueKind != JsonValueKind.Object || bounds.EnumerateObject().Any(bound => bound.Name is not ("min" or "max")))
        {
            throw Refused("range must be an object with min, max or both; both ends are inclusive.");
        }

        var range = new Filter.Range(field, Bound(bounds, "min", FilterDate.First), Bound(bounds, "max", FilterDate.Last));
        return range is { Min: null, Max: null } ? throw Refused("range needs min, max or both.") : range;
    }

    private static double? Bound(JsonElement bounds, string name, Func<string, double?> date)
    {
        if (!bounds.TryGetProperty(name, out var bound))
        {
            return null;
        }

        if (bound.ValueKind == JsonValueKind.String && date(Text(bound)) is { } time)
        {
            return time;
        }

        return bound.ValueKind == JsonValueKind.Number && bound.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Refused($"{name} of a range must be a number or a date such as 2024-05-31 or 2024-05-31T18:30:00Z.");
    }

    /// <summary>Reads values. A value that is a date is followed by its time, because a field may contain either the text or the time.</summary>
    private static List<FieldValue> Values(string field, IEnumerable<JsonElement> written, Room room)
    {
        List<FieldValue> values = [];
        HashSet<FieldValue> known = [];
        foreach (var one in written)
        {
            var value = Value(field, one);
            Add(value);
            if (value is FieldValue.Text { Value: var text } && FilterDate.First(text) is { } time)
            {
                Add(double.IsInteger(time) ? new FieldValue.Integer((long)time) : new FieldValue.Number(time));
            }
        }

        return values;

        void Add(FieldValue value)
        {
            if (!known.Add(value))
            {
                return;
            }

            values.Add(value);
            if (--room.Values < 0)
            {
                throw Refused($"A filter may have at most {MostValues} values, over all its conditions. "
                    + "A date counts as two, because it can match a text or a time.");
            }
        }
    }

    private static FieldValue Value(string field, JsonElement value) =>
        FieldsJson.TryRead(value) ?? throw Refused(
            $"The value for '{Short(field)}' must be a string of at most {FieldsJson.MostCharacters} characters, a number, or true or false.");

    private static string Text(JsonElement text) =>
        FieldsJson.TryRead(text) is FieldValue.Text { Value: var read }
            ? read
            : throw Refused($"A field's name may have at most {FieldsJson.MostCharacters} characters.");

    private static void Write(Utf8JsonWriter writer, Filter filter)
    {
        writer.WriteStartObject();
        switch (filter)
        {
            case Filter.Equal equal:
                writer.WriteString(Field, equal.Field);
                writer.WritePropertyName("eq");
                FieldsJson.Show(writer, equal.Value);
                break;
            case Filter.In among:
                writer.WriteString(Field, among.Field);
                writer.WriteStartArray("in");
                foreach (var value in among.Values)
                {
                    FieldsJson.Show(writer, value);
                }

                writer.WriteEndArray();
                break;
            case Filter.Range range:
                writer.WriteString(Field, range.Field);
                writer.WriteStartObject("range");
                if (range.Min is { } min)
                {
                    writer.WriteNumber("min", min);
                }

                if (range.Max is { } max)
                {
                    writer.WriteNumber("max", max);
                }

                writer.WriteEndObject();
                break;
            case Filter.Exists exists:
                writer.WriteString(Field, exists.Field);
                writer.WriteBoolean("exists", true);
                break;
            case Filter.And and:
                Write(writer, "and", and.Operands);
                break;
            case Filter.Or or:
                Write(writer, "or", or.Operands);
                break;
            case Filter.Not not:
                writer.WritePropertyName("not");
                Write(writer, not.Operand);
                break;
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string joint, IReadOnlyList<Filter> operands)
    {
        writer.WriteStartArray(joint);
        foreach (var operand in operands)
        {
            Write(writer, operand);
        }

        writer.WriteEndArray();
    }

    private static string List(string[] words) => $"{string.Join(", ", words[..^1])} and {words[^1]}";

    private static string Short(string text) => text.Length > 60 ? string.Concat(text.AsSpan(0, 60), "…") : text;

    private static Txt2ImageException NotText() => Refused("A string in the filter contains half of a surrogate pair, which is not a character.");

    private static Txt2ImageException Refused(string detail) => new(ErrorCode.InvalidRequest, detail);

    /// <summary>What a filter may still contain while it is read.</summary>
    private sealed class Room
    {
        public int Conditions { get; set; } = MostConditions;

        public int Values { get; set; } = MostValues;
    }
}
