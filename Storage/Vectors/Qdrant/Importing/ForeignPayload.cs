using Google.Protobuf.Collections;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Vectors.Qdrant.Importing;

/// <summary>Finds the image, its name, its caption and its fields in a payload of unknown structure.</summary>
/// <param name="isImage">Whether bytes begin like a supported image.</param>
internal sealed class ForeignPayload(Func<ReadOnlyMemory<byte>, bool> isImage)
{
    private static readonly string[] ImageKeys = ["image", "image_base64", "base64", "img", "data"];
    private static readonly string[] NameKeys = ["filename", "file_name", "file", "name", "path", "url"];
    private static readonly string[] CaptionKeys = ["caption", "text", "description"];

    public ForeignImage Read(string collection, string point, MapField<string, Wire.Value> payload)
    {
        var (imageKey, bytes) = FindImage(payload);
        var (nameKey, name) = FindText(payload, NameKeys, imageKey);
        var (captionKey, caption) = FindText(payload, CaptionKeys, imageKey);
        var fields = Fields(payload.Where(entry => entry.Key != imageKey && entry.Key != nameKey && entry.Key != captionKey));
        return new ForeignImage(
            point,
            name ?? $"{collection}/{point}",
            bytes,
            bytes is null ? "The payload of this point contains no image: no field is base64 text of an image." : null,
            caption,
            fields.Count == 0 ? null : new ParsedFields(fields));
    }

    private (string? Key, byte[]? Bytes) FindImage(MapField<string, Wire.Value> payload)
    {
        (string? Key, byte[]? Bytes) second = default;
        foreach (var (key, text) in Texts(payload).OrderBy(entry => Rank(ImageKeys, entry.Key)).ThenBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (Base64Image.Decode(text) is not { } bytes)
            {
                continue;
            }

            if (isImage(bytes))
            {
                return (key, bytes);
            }

            // Under a key for images it may be an image in an unsupported format; return it, so that the error names the format.
            if (second.Bytes is null && Rank(ImageKeys, key) < ImageKeys.Length)
            {
                second = (key, bytes);
            }
        }

        return second;
    }

    private static (string? Key, string? Text) FindText(MapField<string, Wire.Value> payload, string[] keys, string? imageKey)
    {
        var found = Texts(payload)
            .Where(entry => entry.Key != imageKey && Rank(keys, entry.Key) < keys.Length && entry.Text.Length is > 0 and <= FieldsJson.MostCharacters)
            .OrderBy(entry => Rank(keys, entry.Key))
            .FirstOrDefault();
        return (found.Key, found.Text);
    }

    private static SortedDictionary<string, FieldValue> Fields(IEnumerable<KeyValuePair<string, Wire.Value>> payload)
    {
        var fields = new SortedDictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var (key, value) in payload.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (fields.Count < FieldsJson.MostFields && key.Length <= FieldsJson.MostCharacters && ToField(value) is { } field)
            {
                fields[key] = field;
            }
        }

        return fields;
    }

    private static FieldValue? ToField(Wire.Value value) => value.KindCase switch
    {
        Wire.Value.KindOneofCase.StringValue when value.StringValue.Length <= FieldsJson.MostCharacters => new FieldValue.Text(value.StringValue),
        Wire.Value.KindOneofCase.IntegerValue => new FieldValue.Integer(value.IntegerValue),
        Wire.Value.KindOneofCase.DoubleValue when double.IsFinite(value.DoubleValue) => new FieldValue.Number(value.DoubleValue),
        Wire.Value.KindOneofCase.BoolValue => new FieldValue.Truth(value.BoolValue),
        _ => null,
    };

    private static IEnumerable<(string Key, string Text)> Texts(MapField<string, Wire.Value> payload) =>
        payload.Where(entry => entry.Value.HasStringValue).Select(entry => (entry.Key, entry.Value.StringValue));

    private static int Rank(string[] keys, string key)
    {
        var rank = Array.FindIndex(keys, known => known.Equals(key, StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? keys.Length : rank;
    }
}
