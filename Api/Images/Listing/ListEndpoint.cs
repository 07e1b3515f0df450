using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Images.Listing;

/// <summary>Lists a collection's images page by page, for example to copy or compare it.</summary>
internal static class ListEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    private static readonly ParameterDoc[] Parameters =
    [
        new("after", "Start after this image: the `next` of the page before.", JsonSchemaType.String, "0f8fad5b-d9cb-469f-a165-70867728950e",
            Format: "uuid"),
        new("limit", "The most images of the page.", JsonSchemaType.Integer, 100, Default: DefaultLimit, Min: 1, Max: MaxLimit),
        new("embeddings", "Whether to include each image's embedding.", JsonSchemaType.Boolean, true, Default: false),
    ];

    public static void MapListing(this IEndpointRouteBuilder group) => group.MapRead("", ListAsync)
        .WithSummary("List a collection's images")
        .WithDescription("Images are in the order of their ids. Send `next` as `after` for the next page; it is null on the last page.")
        .Query(Parameters)
        .Answers<ImagesBody>(Examples.Images)
        .Fails(400, 404, 503, 504);

    private static async Task<Ok<ImagesBody>> ListAsync(
        [Description("The collection's name.")] string collection,
        HttpContext http,
        GrainClient grains)
    {
        var query = new QueryParameters(http.Request.Query);
        var (after, limit) = (query.Id("after"), query.Whole("limit", 1, MaxLimit) ?? DefaultLimit);
        var embeddings = query.Truth("embeddings") ?? false;
        var cancellationToken = http.Deadline();
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);

        // Reads one more than it sends, to know whether there is a next page.
        var images = await grains.ReadImagesAsync(found.Id, after, limit + 1, embeddings, cancellationToken);
        return TypedResults.Ok(new ImagesBody(
            [.. images.Take(limit).Select(ListedBody.Of)], images.Count > limit ? images[limit - 1].Id : null));
    }
}
