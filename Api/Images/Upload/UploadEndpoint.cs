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
            Send `multipart/form-data` with a part for each image. The part's file name, which may be a path, is the image's name. The form fields
            `caption` and `fields` (a JSON object of texts, numbers and booleans) describe the file that follows. Alternatively, a part `metadata`
            before all files is a JSON array with one object `{"name","caption","fields","replaces"}` for each file, in order. An object may
            contain an `embedding`, the base64 of a vector in float32 (little-endian), with its `model`, by fingerprint or name: then none is
            computed. It is normalised to length 1. One image may also be the body itself, with its own content type and `?name=`.

            A name is a label, not a key: two images can have the same one, and an upload never takes a name away from an image by itself. With
            `replaces`, the id of an image, the new image replaces that one under its name, as for a file that was changed in place: that image loses
            the name, and is deleted if it was its last. If it does not have the name, or does not exist, it is not changed.

            The field `taken` (seconds since 1970) comes from the image's EXIF data, unless you send a field of that name. Filters can use `width`,
            `height` and `bytes` like fields. With `?originals=none` the bytes are not stored: a preview replaces each image, which then has a field
            `previewOnly` until it is added again with its bytes. Its id and size remain those of the original. Of a camera's RAW file the largest
            JPEG in it is used, and the image has a field `rawPreview`.

            The answer is 200 with one outcome for each image, in order: `added`, `updated`, `replaced`, `unchanged` or `failed` with the reason. An
            acknowledged image is durable, and adding it again changes nothing. If the request has exactly one image and it fails, the answer is that
            failure. If nothing was added because the server is busy, the answer is 429. The collection must exist. A request can have at most 256
            images and 512 MB.
            """)
        .Uploads()
        .Answers<UploadsBody>(Examples.Uploads)
        .Fails(400, 404, 409, 413, 415, 422, 429, 503, 504, 507);

    private static async Task<Ok<UploadsBody>> AddAsync(
        [Description("The collection's name.")] string collection, HttpContext http, UploadHandler uploads) =>
        TypedResults.Ok(await uploads.AddAsync(collection, http));
}
