using System.Collections.Frozen;
using System.Text.Json;

namespace Txt2Image.Api.Images;

/// <summary>An image's fields as a client sees them.</summary>
internal static class FieldsBody
{
    private static readonly FrozenDictionary<string, JsonElement> None = FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>Reads fields as grains return them: JSON, or null for none.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Of(string? fields) =>
        fields is null ? None : JsonSerializer.Deserialize(fields, ApiJson.Default.IReadOnlyDictionaryStringJsonElement)!;
}
