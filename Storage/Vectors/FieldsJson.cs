using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Txt2Image.Storage.Vectors;

/// <summary>Fields as a JSON object. A number always has a point or an exponent, an integer never: so the types survive.</summary>
internal static class FieldsJson
{
    public static string? Write(IReadOnlyDictionary<string, FieldValue>? fields)
    {
        if (fields is null)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                json.WritePropertyName(name);
                Write(json, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="JsonException">The text is not what <see cref="Write(IReadOnlyDictionary{string, FieldValue}?)"/> writes.</exception>
    public static Dictionary<string, FieldValue>? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(text);
        var fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var field in json.RootElement.EnumerateObject())
        {
            fields[field.Name] = Read(field.Value);
        }

        return fields;
    }

    private static void Write(Utf8JsonWriter json, FieldValue value)
    {
        switch (value)
        {
            case FieldValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case FieldValue.Integer integer:
                json.WriteNumberValue(integer.Value);
                break;
            case FieldValue.Number number:
                json.WriteRawValue(Digits(number.Value));
                break;
            case FieldValue.Truth truth:
                json.WriteBooleanValue(truth.Value);
                break;
        }
    }

    private static string Digits(double value)
    {
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits;
    }

    private static FieldValue Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new FieldValue.Text(value.GetString()!),
        JsonValueKind.True or JsonValueKind.False => new FieldValue.Truth(value.GetBoolean()),
        JsonValueKind.Number when value.GetRawText().AsSpan().IndexOfAny('.', 'E') < 0 => new FieldValue.Integer(value.GetInt64()),
        JsonValueKind.Number => new FieldValue.Number(value.GetDouble()),
        _ => throw new JsonException("a field has no type"),
    };
}
