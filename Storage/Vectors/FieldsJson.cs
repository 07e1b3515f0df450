using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Txt2Image.Storage.Vectors;

/// <summary>Reads and writes fields as a JSON object of texts, numbers and Booleans: from clients, in the store, and for clients.</summary>
public static class FieldsJson
{
    /// <summary>The most fields of one image that a client may send.</summary>
    public const int MostFields = 64;

    /// <summary>The longest name or text that a client may send, in characters.</summary>
    public const int MostCharacters = 4096;

    private const string NotJson = "fields is not valid JSON.";
    private static readonly string TooLong = $"A field's name or text can have at most {MostCharacters} characters.";

    /// <summary>Parses fields from a client; null stays null.</summary>
    public static ParsedFields? Parse(string? json)
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return Parse(document.RootElement);
        }
        catch (JsonException)
        {
            return ParsedFields.Refused(NotJson);
        }
    }

    /// <summary>Parses fields from a client, sorted ordinally by name.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="leavesOutNull">Whether members that are null are left out; otherwise they are rejected.</param>
    public static ParsedFields Parse(JsonElement json, bool leavesOutNull = false)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return ParsedFields.Refused("fields must be a JSON object.");
        }

        var fields = new SortedDictionary<string, FieldValue>(StringComparer.Ordinal);
        try
        {
            foreach (var member in json.EnumerateObject())
            {
                if (member.Name.Length > MostCharacters)
                {
                    return ParsedFields.Refused(TooLong);
                }

                if (leavesOutNull && member.Value.ValueKind == JsonValueKind.Null)
                {
                    continue;
                }

                if (TryRead(member.Value) is not { } value)
                {
                    return ParsedFields.Refused(
                        member.Value.ValueKind == JsonValueKind.String
                            ? TooLong
                            : $"The field {member.Name} must be a text, a number, true or false.");
                }

                fields[member.Name] = value;
            }
        }
        catch (InvalidOperationException)
        {
            // JSON can escape a lone surrogate, which is not valid text.
            return ParsedFields.Refused(NotJson);
        }

        return fields.Count <= MostFields ? new ParsedFields(fields) : ParsedFields.Refused($"An image can have at most {MostFields} fields.");
    }

    /// <summary>A value from a client; null unless it is a text within the limit, a number, true or false.</summary>
    public static FieldValue? TryRead(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: <= MostCharacters } text => new FieldValue.Text(text),
        JsonValueKind.Number when value.TryGetInt64(out var integer) => new FieldValue.Integer(integer),
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => new FieldValue.Number(number),
        JsonValueKind.True or JsonValueKind.False => new FieldValue.Truth(value.GetBoolean()),
        _ => null,
    };

    /// <summary>Writes fields for clients: sorted ordinally by name, numbers in their shortest form; null if there are none.</summary>
    public static string? Show(IReadOnlyDictionary<string, FieldValue>? fields) =>
        fields switch
        {
            null or { Count: 0 } => null,
            FieldSet stored => stored.Shown,
            _ => WriteShown(fields),
        };

    /// <summary>Writes fields for clients anew.</summary>
    internal static string WriteShown(IReadOnlyDictionary<string, FieldValue> fields) =>
        Write(fields.OrderBy(field => field.Key, StringComparer.Ordinal), Show);

    /// <summary>Writes a value for clients.</summary>
    public static void Show(Utf8JsonWriter writer, FieldValue value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value)
        {
            case FieldValue.Text text: writer.WriteStringValue(text.Value); break;
            case FieldValue.Integer integer: writer.WriteNumberValue(integer.Value); break;
            case FieldValue.Number number: writer.WriteNumberValue(number.Value); break;
            case FieldValue.Truth truth: writer.WriteBooleanValue(truth.Value); break;
        }
    }

    /// <summary>Writes fields so that their types are preserved: a number always has a point or an exponent, an integer never does.</summary>
    public static string? Write(IReadOnlyDictionary<string, FieldValue>? fields) => fields is null ? null : Write(fields, static (writer, value) =>
    {
        if (value is FieldValue.Number number)
        {
            writer.WriteRawValue(Digits(number.Value));
        }
        else
        {
            Show(writer, value);
        }
    });

    /// <summary>Reads stored fields; null stays null.</summary>
    /// <exception cref="JsonException">The text was not written by <see cref="Write(IReadOnlyDictionary{string, FieldValue}?)"/>.</exception>
    internal static FieldSet? Read(string? stored)
    {
        if (stored is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(stored);
        var fields = new FieldSet();
        foreach (var field in json.RootElement.EnumerateObject())
        {
            fields[field.Name] = ReadStored(field.Value);
        }

        return fields;
    }

    private static string Write(IEnumerable<KeyValuePair<string, FieldValue>> fields, Action<Utf8JsonWriter, FieldValue> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                writer.WritePropertyName(name);
                write(writer, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static string Digits(double value)
    {
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits;
    }

    /// <summary>A stored text may have any length: the limit may have been different when it was stored.</summary>
    private static FieldValue ReadStored(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new FieldValue.Text(value.GetString()!),
        _ => TryRead(value) ?? throw new JsonException("a field has no type"),
    };
}
