using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Txt2Image.Api.Collections.Verifying;

/// <summary>Which page is to be verified, and how.</summary>
internal sealed record VerifyBody(
    [property: Description("Go on after this image, as `next` told.")] Guid? After,
    [property: Description("The most images of the page, 1 to 1,000; 500 if it is left out.")] int? Limit,
    [property: Description("Whether the bytes are read: originals are compared with the id that they determine, previews and thumbnails are decoded.")] bool? Deep,
    [property: Description("Whether points without bytes and bytes without a point are deleted, and thumbnails made that are missing.")] bool? Repair);

/// <summary>What a page's verification found.</summary>
internal sealed record VerifiedBody(
    [property: Description("How many images of the catalogue were looked at.")] int Points,
    [property: Description("How many images of the image store were looked at.")] int Stored,
    [property: Description("What is wrong, in the order of ids.")] IReadOnlyList<FindingBody> Findings,
    [property: Description("The id after which the next page begins; null on the last.")] Guid? Next);

[Description("Something that is wrong with an image.")]
internal sealed record FindingBody(
    [property: Description("The image's id.")] Guid Id,
    [property: Description("missingBytes, missingThumbnail, unnamedBytes, badEmbedding or wrongBytes.")] FindingKind Kind,
    [property: Description("The names it was added under; none for bytes that no point names.")] IReadOnlyList<string> Names,
    [property: Description("What is wrong, and what to do about it.")] string Detail,
    [property: Description("Whether it was repaired now.")] bool Repaired);

/// <summary>What can be wrong with an image.</summary>
[JsonConverter(typeof(FindingKindJson))]
internal enum FindingKind
{
    /// <summary>There is a point, and no bytes.</summary>
    MissingBytes,

    /// <summary>There is a point with its bytes, and no thumbnail.</summary>
    MissingThumbnail,

    /// <summary>There are bytes that no point names.</summary>
    UnnamedBytes,

    /// <summary>The embedding is not a finite unit vector of the collection's dimension.</summary>
    BadEmbedding,

    /// <summary>The bytes are not those that the id was made of, or a preview or thumbnail is no picture any more.</summary>
    WrongBytes,
}

/// <summary>Writes kinds in the case of JSON's members.</summary>
internal sealed class FindingKindJson() : JsonStringEnumConverter<FindingKind>(System.Text.Json.JsonNamingPolicy.CamelCase);
