using System.Text.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Client;

/// <summary>What happened to an image.</summary>
[JsonConverter(typeof(ImageStatusJson))]
public enum ImageStatus
{
    /// <summary>It is new in the collection.</summary>
    Added,

    /// <summary>It was there; its names, caption or fields have changed.</summary>
    Updated,

    /// <summary>It was there, with the same name, caption and fields.</summary>
    Unchanged,

    /// <summary>It was not added.</summary>
    Failed,

    /// <summary>It is there under its name, and the image that it replaces has lost that name.</summary>
    Replaced,
}

/// <summary>Reads a word that this version does not know as a failure: only what is known to be there counts as added.</summary>
internal sealed class ImageStatusJson : JsonConverter<ImageStatus>
{
    public override ImageStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Enum.TryParse<ImageStatus>(reader.GetString(), ignoreCase: true, out var status) ? status : ImageStatus.Failed;

    public override void Write(Utf8JsonWriter writer, ImageStatus value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
}
