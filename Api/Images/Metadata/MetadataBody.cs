using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Api.Reference;
using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Api.Images.Metadata;

[Description("All that is stored of an image, except its bytes and its embedding.")]
internal sealed record MetadataBody(
    [property: Description("Its id, which its bytes determine.")] Guid Id,
    [property: Description("All names (paths) it was added under.")] IReadOnlyList<string> Names,
    [property: Description("Its caption, if it has one.")] string? Caption,
    [property: Description("Its fields: an object of texts, numbers and booleans."), FreeForm] IReadOnlyDictionary<string, JsonElement> Fields,
    [property: Description("Its width in pixels.")] int Width,
    [property: Description("Its height in pixels.")] int Height,
    [property: Description("The media type of the original.")] string MediaType,
    [property: Description("The size of the original in bytes.")] long Bytes,
    [property: Description("The URL of its bytes, relative to the server's root.")] string ImageUrl,
    [property: Description("The URL of its thumbnail (WebP, longest side at most 512 pixels).")] string ThumbnailUrl,
    [property: Description("The ETag of this metadata, to send as If-Match with a change. It changes with names, caption and fields.")] string Etag,
    [property: Description(ThumbHashes.Description), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] byte[]? ThumbHash)
{
    public static MetadataBody Of(ListedImage image, ImageUrls urls) => new(
        image.Id,
        image.Names,
        image.Caption,
        FieldsBody.Of(image.Fields),
        image.Width,
        image.Height,
        image.MediaType,
        image.Bytes,
        urls.Image(image.Id),
        urls.ThumbnailOf(image.Id),
        $"\"{image.Tag}\"",
        ThumbHashes.Of(image.ThumbHash));
}

/// <summary>A change of an image's metadata, for the reference: a JSON Merge Patch (RFC 7396). <see cref="MetadataPatch"/> reads it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MetadataPatchBody(
    [property: Description("The new caption, at most 4,096 characters; null removes it.")] string? Caption = null,
    [property: Description("Fields to set: texts, numbers and booleans. A field that is null is removed; null in place of the object removes all.")]
    [property: FreeForm(AllowsNull = true)]
    IReadOnlyDictionary<string, JsonElement>? Fields = null);
