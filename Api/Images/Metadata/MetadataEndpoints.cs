using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Images.Metadata;

/// <summary>Reads and changes what is stored of an image besides its bytes.</summary>
internal static class MetadataEndpoints
{
    private const string InCollection = "The collection's name.";
    private const string MergePatch = "application/merge-patch+json";

    public static void MapMetadata(this IEndpointRouteBuilder group)
    {
        group.MapRead("/{id}/metadata", GetAsync)
            .WithSummary("Get an image's metadata")
            .WithDescription("Everything that is stored of the image except its bytes. `If-None-Match` works: the ETag changes with the metadata.")
            .Answers<MetadataBody>(Examples.Metadata)
            .Produces(StatusCodes.Status304NotModified)
            .Fails(400, 404, 503, 504);
        group.MapPatch("/{id}/metadata", EditAsync)
            .WithSummary("Change an image's caption and fields")
            .WithDescription(
                """
                The body is a JSON Merge Patch (RFC 7396): what it does not mention stays, and null removes a caption or a field. With `If-Match` and
                the metadata's ETag nothing is changed if somebody else has changed the image meanwhile: then the answer is 412. The answer is the new
                metadata. Searches see it as they see an added image.
                """)
            .Body<MetadataPatchBody>(Examples.MetadataPatch, mediaTypes: [MergePatch, "application/json"])
            .Answers<MetadataBody>(Examples.Metadata)
            .Fails(400, 404, 412, 413, 415, 503, 504, 507);
    }

    private static async Task<Results<Ok<MetadataBody>, StatusCodeHttpResult>> GetAsync(
        [Description(InCollection)] string collection,
        [Description(ImageIds.Description)] string id,
        HttpContext http,
        GrainClient grains)
    {
        var (image, cancellationToken) = (ImageIds.Read(id), http.Deadline());
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        var images = await grains.GetImagesAsync(found.Id, [image], cancellationToken);
        if (images.IsEmpty)
        {
            throw new Txt2ImageException(ErrorCode.NotFound, $"The collection '{found.Name}' has no image {image:D}.");
        }

        var body = Answer(http, images[0], found);
        return IsKnown(http.Request, body.Etag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(body);
    }

    private static async Task<Ok<MetadataBody>> EditAsync(
        [Description(InCollection)] string collection,
        [Description(ImageIds.Description)] string id,
        HttpContext http,
        GrainClient grains)
    {
        var (image, cancellationToken) = (ImageIds.Read(id), http.Deadline());
        var patch = await JsonBody.ReadAsync(http.Request, cancellationToken);
        var edit = MetadataPatch.Read(image, patch, http.Request.Headers.IfMatch);
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        return TypedResults.Ok(Answer(http, await grains.EditImageAsync(found, edit, cancellationToken), found));
    }

    private static MetadataBody Answer(HttpContext http, ListedImage image, Collection collection)
    {
        var body = MetadataBody.Of(image, new ImageUrls(http.Request.PathBase, collection.Name));
        http.Response.Headers.ETag = body.Etag;
        http.Response.Headers.CacheControl = "no-cache";
        return body;
    }

    private static bool IsKnown(HttpRequest request, string etag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new EntityTagHeaderValue(etag), useStrongComparison: false));
}
