using System.Collections.Frozen;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Api.Images.Listing;

/// <summary>A page of a collection's images.</summary>
internal sealed record ImagesBody(
    [property: Description("The images, in the order of their ids.")] IReadOnlyList<ListedBody> Images,
    [property: Description("The id after which the next page begins; null on the last.")] Guid? Next);

[Description("An image with all that is stored of it but its bytes.")]
internal sealed record ListedBody(
    [property: Description("Its id, which its bytes determine.")] Guid Id,
    [property: Description("All names (paths) it was added under.")] IReadOnlyList<string> Names,
    [property: Description("Its caption, if it has one.")] string? Caption,
    [property: Description("Its fields: an object of texts, numbers and truths.")] IReadOnlyDictionary<string, JsonElement> Fields,
    [property: Description("Pixels across.")] int Width,
    [property: Description("Pixels down.")] int Height,
    [property: Description("The type of the original's bytes.")] string MediaType,
    [property: Description("The original's length in bytes.")] long Bytes,
    [property: Description("Its embedding, if asked for: the base64 of a unit vector in float32, little-endian."),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] byte[]? Embedding)
{
    private static readonly FrozenDictionary<string, JsonElement> None = FrozenDictionary<string, JsonElement>.Empty;

    public static ListedBody Of(ListedImage image) => new(
        image.Id,
        image.Names,
        image.Caption,
        image.Fields is null ? None : JsonSerializer.Deserialize(image.Fields, ApiJson.Default.IReadOnlyDictionaryStringJsonElement)!,
        image.Width,
        image.Height,
        image.MediaType,
        image.Bytes,
        image.Embedding?.Bytes);
}
