using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Txt2Image.Api.Reference;

namespace Txt2Image.Api.Images.Upload;

internal static class UploadEndpoint
{
    public static void MapUpload(this IEndpointRouteBuilder routes) => routes.MapPost("", AddAsync)
        .WithMetadata(new RequestSizeLimitAttribute(UploadLimits.BodyBytes))
        .WithSummary("Add images")
        .WithDescription(
            """
            Send `multipart/form-data` with a part for each image; its file name, which may be a path, is the image's name. The form fields `caption`
            and `fields` (a JSON object of texts, numbers and truths) tell of the file that follows them; or a part `metadata` ahead of all files
            holds a JSON array with an object `{"name","caption","fields"}` for each file in order. Such an object may bring an `embedding` along, the base64 of a
            unit vector in float32 (little-endian), with the `model` that it is of, by fingerprint or name: then none is computed. One image may also be the body itself, with its
            own content type and `?name=`.

            An image's field `taken` is when it was taken (seconds since 1970, from its EXIF), unless it comes with a field of that name; `width`, `height` and
            `bytes` can be filtered by as fields can. With `?originals=none` the bytes are not kept: a preview stands in for each image, which then has a field
            `previewOnly` until it is added again with its bytes; its id and size stay those of the original.

            The answer is 200 with one outcome for each image, in order: `added`, `updated`, `unchanged` or `failed` with the reason. An acknowledged
            image is durable, and adding it again changes nothing. If the request holds exactly one image and it fails, its failure is the answer's
            own; if nothing was taken because the service is busy, the answer is 429. The collection must exist. At most 256 images and 512 MB in a
            request.
            """)
        .Uploads()
        .Answers<UploadsBody>(Examples.Uploads)
        .Fails(400, 404, 409, 413, 415, 422, 429, 503, 504, 507);

    private static async Task<Ok<UploadsBody>> AddAsync(
        [Description("The collection's name.")] string collection, HttpContext http, UploadHandler uploads) =>
        TypedResults.Ok(await uploads.AddAsync(collection, http));
}
