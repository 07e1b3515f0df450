using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Storage.Vectors.Qdrant.Importing;

namespace Txt2Image.Api.Importing;

/// <summary>The collections that can be imported.</summary>
internal sealed record SourcesBody(
    [property: Description("The collections that other programs keep in Qdrant, by name.")] IReadOnlyList<SourceBody> Sources);

internal sealed record SourceBody(
    [property: Description("Its name.")] string Name,
    [property: Description("How many points it has.")] long Points)
{
    public static SourceBody Of(ForeignCollection source) => new(source.Name, source.Points);
}

/// <summary>Which part of a collection to import.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ImportBody(
    [property: Description("The collection in Qdrant, as GET /import/qdrant lists it.")] string Source,
    [property: Description("Start after the point with this id: the `next` of the page before. Default: start at the first point.")]
    string? After = null,
    [property: Description("The most points of this page. A page of large pictures has fewer."), Range(1, 256), DefaultValue(16)]
    int? Limit = null);

/// <summary>The result of importing a page of points.</summary>
internal sealed record ImportedBody(
    [property: Description("One outcome for each point, in the order of their ids.")] IReadOnlyList<ImportedPointBody> Points,
    [property: Description("The id to send as `after` for the next page; null on the last page.")] string? Next,
    [property: Description("The collection's version after the import. Answers with this version include its images.")] string Version);

internal sealed record ImportedPointBody(
    [property: Description("The point's id in Qdrant.")] string Point,
    [property: Description("The name it is added under.")] string Name,
    [property: Description("The image's id, if its bytes were read.")] Guid? Id,
    [property: Description("added, updated (names, caption or fields changed), unchanged or failed.")] string Status,
    [property: Description("Why it failed."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UploadErrorBody? Error,
    [property: Description("The URL of its bytes."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ImageUrl,
    [property: Description("The URL of its thumbnail."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ThumbnailUrl)
{
    public static ImportedPointBody Of(string point, UploadedBody image) =>
        new(point, image.Name, image.Id, image.Status, image.Error, image.ImageUrl, image.ThumbnailUrl);
}
