using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Api.Reference;
using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Api.Images.Listing;

/// <summary>A page of a collection's images.</summary>
internal sealed record ImagesBody(
    [property: Description("The images, in the requested order.")] IReadOnlyList<ListedBody> Images,
    [property: Description("The text to send as `after` for the next page; null on the last page.")] string? Next);

[Description("All that is stored of an image, except its bytes.")]
internal sealed record ListedBody(
    [property: Description("Its id, which its bytes determine.")] Guid Id,
    [property: Description("All names (paths) it was added under.")] IReadOnlyList<string> Names,
    [property: Description("Its caption, if it has one.")] string? Caption,
    [property: Description("Its fields: an object of texts, numbers and booleans."), FreeForm] IReadOnlyDictionary<string, JsonElement> Fields,
    [property: Description("Its width in pixels.")] int Width,
    [property: Description("Its height in pixels.")] int Height,
    [property: Description("The media type of the original.")] string MediaType,
    [property: Description("The size of the original in bytes.")] long Bytes,
    [property: Description("Its embedding, if requested: the base64 of a unit vector in float32, little-endian."),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] byte[]? Embedding,
    [property: Description(ThumbHashes.Description), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] byte[]? ThumbHash)
{
    public static ListedBody Of(ListedImage image) => new(
        image.Id,
        image.Names,
        image.Caption,
        FieldsBody.Of(image.Fields),
        image.Width,
        image.Height,
        image.MediaType,
        image.Bytes,
        image.Embedding?.Bytes,
        ThumbHashes.Of(image.ThumbHash));
}
