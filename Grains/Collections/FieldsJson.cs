using System.Text.Json;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>Fields as they travel: a JSON object of texts, numbers and truths, its members in ordinal order.</summary>
internal static class FieldsJson
{
    /// <summary>The most fields of one image.</summary>
    public const int MostFields = 64;

    /// <summary>The longest name or text, in characters.</summary>
    public const int MostCharacters = 4096;

    /// <summary>Reads fields; null stays null.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: it is no such object.</exception>
    public static IReadOnlyDictionary<string, FieldValue>? Parse(string? json)
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Refused("fields is a JSON object.");
            }

            var fields = new SortedDictionary<string, FieldValue>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                fields[Bounded(member.Name)] = TryRead(member.Value) ?? throw NoValue(member);
            }

            return fields.Count <= MostFields ? fields : throw Refused($"An image has at most {MostFields} fields.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Refused("fields is not valid JSON.");
        }
    }

    /// <summary>Writes fields; none at all is null.</summary>
    public static string? Write(IReadOnlyDictionary<string, FieldValue>? fields)
    {
        if (fields is null or { Count: 0 })
        {
            return null;
        }

        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            {
                Write(writer, name, value);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Writes one value: a member, or without a name an element.</summary>
    public static void Write(Utf8JsonWriter writer, string? name, FieldValue value)
    {
        if (name is not null)
        {
            writer.WritePropertyName(name);
        }

        switch (value)
        {
            case FieldValue.Text text: writer.WriteStringValue(text.Value); break;
            case FieldValue.Integer integer: writer.WriteNumberValue(integer.Value); break;
            case FieldValue.Number number: writer.WriteNumberValue(number.Value); break;
            case FieldValue.Truth truth: writer.WriteBooleanValue(truth.Value); break;
        }
    }

    /// <summary>One value, or null if it is neither a text within bounds, a number nor true or false.</summary>
    public static FieldValue? TryRead(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: <= MostCharacters } text => new FieldValue.Text(text),
        JsonValueKind.Number when value.TryGetInt64(out var integer) => new FieldValue.Integer(integer),
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => new FieldValue.Number(number),
        JsonValueKind.True or JsonValueKind.False => new FieldValue.Truth(value.GetBoolean()),
        _ => null,
    };

    private static Txt2ImageException NoValue(JsonProperty member) => member.Value.ValueKind == JsonValueKind.String
        ? Refused($"A field's name or text has at most {MostCharacters} characters.")
        : Refused($"The field {member.Name} is neither a text, a number nor true or false.");

    private static string Bounded(string text) =>
        text.Length <= MostCharacters ? text : throw Refused($"A field's name or text has at most {MostCharacters} characters.");

    private static Txt2ImageException Refused(string detail) => new(ErrorCode.InvalidRequest, detail);
}
