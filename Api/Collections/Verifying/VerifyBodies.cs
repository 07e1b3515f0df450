using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Txt2Image.Api.Collections.Verifying;

/// <summary>Which page to verify, and how.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record VerifyBody(
    [property: Description("Start after this image: the `next` of the page before.")] Guid? After = null,
    [property: Description("The most images of the page."), Range(1, 1000), DefaultValue(500)] int? Limit = null,
    [property: Description("Whether to read the bytes: originals are compared with their id, previews and thumbnails are decoded.")]
    bool? Deep = null,
    [property: Description("Whether to delete points without bytes and bytes without a point, and to create missing thumbnails.")]
    bool? Repair = null);

/// <summary>The result of verifying a page.</summary>
internal sealed record VerifiedBody(
    [property: Description("How many points were checked.")] int Points,
    [property: Description("How many images of the image store were checked.")] int Stored,
    [property: Description("What is wrong, in the order of the ids.")] IReadOnlyList<FindingBody> Findings,
    [property: Description("The id after which the next page begins; null on the last.")] Guid? Next);

[Description("A problem with an image.")]
internal sealed record FindingBody(
    [property: Description("The image's id.")] Guid Id,
    [property: Description("missingBytes, missingThumbnail, unnamedBytes, badEmbedding or wrongBytes.")] FindingKind Kind,
    [property: Description("The names it was added under; empty for bytes without a point.")] IReadOnlyList<string> Names,
    [property: Description("What is wrong, and what to do about it.")] string Detail,
    [property: Description("Whether this request repaired it.")] bool Repaired);

/// <summary>What can be wrong with an image.</summary>
[JsonConverter(typeof(FindingKindJson))]
internal enum FindingKind
{
    /// <summary>The point has no bytes.</summary>
    MissingBytes,

    /// <summary>The point has bytes but no thumbnail.</summary>
    MissingThumbnail,

    /// <summary>The bytes have no point.</summary>
    UnnamedBytes,

    /// <summary>The embedding is not a finite unit vector of the collection's dimension.</summary>
    BadEmbedding,

    /// <summary>The bytes do not match the id, or a preview or thumbnail can no longer be decoded.</summary>
    WrongBytes,
}

/// <summary>Writes kinds in camel case, like the members of JSON objects.</summary>
internal sealed class FindingKindJson() : JsonStringEnumConverter<FindingKind>(System.Text.Json.JsonNamingPolicy.CamelCase);
