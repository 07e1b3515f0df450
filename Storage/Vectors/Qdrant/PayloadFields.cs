using System.Text.Json;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Fields as an object in a payload: texts, numbers and Booleans as they are.</summary>
internal static class PayloadFields
{
    public static Wire.Value Write(IReadOnlyDictionary<string, FieldValue> fields)
    {
        var stored = new Wire.Struct();
        foreach (var (name, value) in fields)
        {
            stored.Fields[name] = value switch
            {
                FieldValue.Text text => Values.Of(text.Value),
                FieldValue.Integer integer => Values.Of(integer.Value),
                FieldValue.Number number => Values.Of(number.Value),
                FieldValue.Truth truth => Values.Of(truth.Value),
                _ => throw new ArgumentException($"Unknown value {value.GetType().Name}.", nameof(fields)),
            };
        }

        return new Wire.Value { StructValue = stored };
    }

    /// <summary>The numbers that a server could take for integers.</summary>
    public static IEnumerable<string> Floats(IReadOnlyDictionary<string, FieldValue>? fields) =>
        (fields ?? new Dictionary<string, FieldValue>(StringComparer.Ordinal))
        .Where(field => field.Value is FieldValue.Number number && double.IsInteger(number.Value))
        .Select(field => field.Key);

    /// <param name="stored">The object.</param>
    /// <param name="floats">The names of numbers that are no integers, however the server stores them.</param>
    /// <param name="exact">The exact form of a field's number, if it has one.</param>
    /// <exception cref="JsonException">The object has a value that was not written by <see cref="Write"/>.</exception>
    public static FieldSet Read(Wire.Struct stored, HashSet<string> floats, Func<string, ExactNumber?> exact) => new(
        stored.Fields.Select(field => KeyValuePair.Create(field.Key, Read(field.Value, floats.Contains(field.Key), exact(field.Key)))));

    private static FieldValue Read(Wire.Value value, bool isFloat, ExactNumber? exact) => value.KindCase switch
    {
        Wire.Value.KindOneofCase.StringValue => new FieldValue.Text(value.StringValue),
        Wire.Value.KindOneofCase.BoolValue => new FieldValue.Truth(value.BoolValue),
        Wire.Value.KindOneofCase.IntegerValue when !isFloat => new FieldValue.Integer(value.IntegerValue),
        Wire.Value.KindOneofCase.IntegerValue => new FieldValue.Number(exact?.ToDouble() ?? value.IntegerValue),
        Wire.Value.KindOneofCase.DoubleValue => new FieldValue.Number(exact?.ToDouble() ?? value.DoubleValue),
        _ => throw new JsonException("A field is neither a text, a number nor a Boolean."),
    };
}
