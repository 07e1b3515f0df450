using System.ComponentModel;
using System.Text.Json.Serialization;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Images.Upload;

/// <summary>The result of an upload.</summary>
internal sealed record UploadsBody(
    [property: Description("One outcome for each image, in the order of the request.")] IReadOnlyList<UploadedBody> Images,
    [property: Description("The collection's version after the upload. Answers with this version include its images.")] string Version);

internal sealed record UploadedBody(
    [property: Description("The name it was sent with.")] string Name,
    [property: Description("Its id, if its bytes were read.")] Guid? Id,
    [property: Description("added, updated (names, caption or fields changed), replaced (what it replaces has lost the name), unchanged or failed.")]
    string Status,
    [property: Description("Why it failed."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UploadErrorBody? Error,
    [property: Description("The URL of its bytes."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ImageUrl,
    [property: Description("The URL of its thumbnail."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ThumbnailUrl)
{
    [Description("true if the file lacks pixels and was accepted without them (Images:AllowTruncated); absent otherwise.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Truncated { get; init; }

    public static UploadedBody Of(ImageAdded image, ImageUrls urls) => image is { IsFailed: false, Id: { } id }
        ? new(image.Name, id, Word(image.Outcome.Status), null, urls.Image(id), urls.ThumbnailOf(id)) { Truncated = image.IsTruncated ? true : null }
        : new(image.Name, image.Id, "failed", new(image.Error.ToString(), image.Outcome.Detail ?? "It was not added: send it again."), null, null);

    private static string Word(AddStatus status) => status switch
    {
        AddStatus.Added => "added",
        AddStatus.Updated => "updated",
        AddStatus.Replaced => "replaced",
        _ => "unchanged",
    };
}

internal sealed record UploadErrorBody(
    [property: Description("The error code for programs to branch on.")] string Code,
    [property: Description("What to do about it.")] string Detail);
