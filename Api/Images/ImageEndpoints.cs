using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Images.Archiving;
using Txt2Image.Api.Images.Listing;
using Txt2Image.Api.Images.Metadata;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Security;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;
using Txt2Image.Storage.Images;

namespace Txt2Image.Api.Images;

internal static class ImageEndpoints
{
    private const string InCollection = "The collection's name.";

    public static void AddImages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Previews>();
        builder.Services.AddSingleton<ImageServer>();
        builder.Services.AddSingleton<ZipWriter>();
        builder.Services.AddSingleton<UploadGate>();
        builder.Services.AddSingleton<UploadHandler>();
    }

    public static void MapImages(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/collections/{collection}/images").WithTags("Images");
        var group = images.MapGroup("").WithDeadline().WithKnownParametersOnly();

        group.MapListing();
        group.MapPost("/check", Check.HandleAsync)
            .ChangesNothing()
            .WithSummary("Check which images are missing")
            .WithDescription("An image's id is the first 128 bits of the SHA-256 of its bytes, so a client can check before it sends.")
            .Body<CheckBody>(Examples.Check)
            .Fails(400, 404, 413, 415, 503, 504);
        group.MapZip();
        group.MapRead("/{id}", SendOriginalAsync)
            .WithSummary("Get an image's original bytes")
            .WithDescription(
                """
                The bytes of an id never change, so they can be cached forever. Ranges are supported. If the original is not stored, its preview is
                sent (WebP, longest side at most 1,440 pixels), with its own ETag, until the original is added. If images are in an S3 store that
                clients read directly, the answer is 307 to an address in the store that works for some minutes.
                """)
            .AnswersImage("image/*")
            .Fails(400, 404, 416, 503, 504);
        group.MapRead("/{id}/thumbnail", SendThumbnailAsync)
            .WithSummary("Get an image's thumbnail")
            .WithDescription("WebP, longest side at most 512 pixels.")
            .AnswersImage("image/webp")
            .Fails(400, 404, 416, 503, 504);
        group.MapMetadata();
        group.MapRead("/{id}/preview", SendPreviewAsync)
            .WithSummary("Get an image's preview")
            .WithDescription(
                """
                WebP, longest side at most 1,440 pixels, upright and in sRGB, whatever format the original has. It is made from the original when it
                is asked for; the server keeps the latest in memory, and a client can cache it forever.
                """)
            .AnswersImage("image/webp")
            .Fails(400, 404, 416, 503, 504);
        group.MapDelete("/{id}", DeleteAsync)
            .WithSummary("Delete an image with all its names")
            .Fails(400, 404, 503, 504);

        // Uploads have no deadline, because they take as long as their images need, and their parameters depend on the body.
        images.MapUpload();
    }

    private static Task SendOriginalAsync(
        [Description(InCollection)] string collection,
        [Description(ImageIds.Description)] string id,
        HttpContext http,
        GrainClient grains,
        ImageServer images) => SendAsync(collection, id, ImageKind.Original, http, grains, images);

    private static Task SendThumbnailAsync(
        [Description(InCollection)] string collection,
        [Description(ImageIds.Description)] string id,
        HttpContext http,
        GrainClient grains,
        ImageServer images) => SendAsync(collection, id, ImageKind.Thumbnail, http, grains, images);

    private static async Task SendPreviewAsync(
        [Description(InCollection)] string collection,
        [Description(ImageIds.Description)] string id,
        HttpContext http,
        GrainClient grains,
        ImageServer images)
    {
        var (image, cancellationToken) = (ImageIds.Read(id), http.Deadline());
        var found = await grains.GetCollectionAsync(collection, fresh: false, cancellationToken);
        await images.SendPreviewAsync(http, new ImageKey(found.Id, image), cancellationToken);
    }

    private static async Task SendAsync(string collection, string id, ImageKind kind, HttpContext http, GrainClient grains, ImageServer images)
    {
        var (image, cancellationToken) = (ImageIds.Read(id), http.Deadline());
        var found = await grains.GetCollectionAsync(collection, fresh: false, cancellationToken);
        await images.SendAsync(http, new ImageKey(found.Id, image), kind, isItsOwnUrl: true, cancellationToken);
    }

    private static async Task<NoContent> DeleteAsync(
        [Description(InCollection)] string collection,
        [Description(ImageIds.Description)] string id,
        HttpContext http,
        GrainClient grains)
    {
        var (image, cancellationToken) = (ImageIds.Read(id), http.Deadline());
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        var deleted = await grains.DeleteImagesAsync(found, [image], cancellationToken);
        return deleted.Contains(image)
            ? TypedResults.NoContent()
            : throw new Txt2ImageException(ErrorCode.NotFound, $"The collection '{found.Name}' has no image {image:D}.");
    }
}
