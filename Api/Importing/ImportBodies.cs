using System.ComponentModel;
using System.Text.Json.Serialization;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Storage.Vectors.Qdrant.Importing;

namespace Txt2Image.Api.Importing;

/// <summary>The collections that can be imported.</summary>
internal sealed record SourcesBody(
    [property: Description("The collections that other programs keep in Qdrant, by name.")] IReadOnlyList<SourceBody> Sources);

internal sealed record SourceBody(
    [property: Description("Its name.")] string Name,
    [property: Description("How many points it holds.")] long Points)
{
    public static SourceBody Of(ForeignCollection source) => new(source.Name, source.Points);
}

/// <summary>Which part of a collection to import.</summary>
internal sealed record ImportBody(
    [property: Description("The collection in Qdrant, as GET /import/qdrant lists it.")] string Source,
    [property: Description("The id of the point after which to begin: the `next` of the page before. Without it, at the first point.")] string? After,
    [property: Description("The most points of this page, 1 to 256; 16 if it is not given. Fewer come where pictures are large.")] int? Limit);

/// <summary>What became of a page of points.</summary>
internal sealed record ImportedBody(
    [property: Description("One outcome for each point, in the order of their ids.")] IReadOnlyList<ImportedPointBody> Points,
    [property: Description("Send it as `after` for the next page; null: this was the last.")] string? Next,
    [property: Description("The collection's version after them: an answer under it shows them.")] string Version);

internal sealed record ImportedPointBody(
    [property: Description("The point's id in Qdrant.")] string Point,
    [property: Description("The name it is added under.")] string Name,
    [property: Description("The image's id, if its bytes were read.")] Guid? Id,
    [property: Description("added, updated (names, caption or fields changed), unchanged or failed.")] string Status,
    [property: Description("Why it failed."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UploadErrorBody? Error,
    [property: Description("Where its bytes are."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ImageUrl,
    [property: Description("Where its thumbnail is."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ThumbnailUrl)
{
    public static ImportedPointBody Of(string point, UploadedBody image) =>
        new(point, image.Name, image.Id, image.Status, image.Error, image.ImageUrl, image.ThumbnailUrl);
}
