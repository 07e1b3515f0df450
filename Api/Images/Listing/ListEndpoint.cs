using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Images.Listing;

/// <summary>Lists a collection's images page by page, for whoever copies or compares it.</summary>
internal static class ListEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    private static readonly ParameterDoc[] Parameters =
    [
        new("after", "Go on after this image, as `next` told.", JsonSchemaType.String, "0f8fad5b-d9cb-469f-a165-70867728950e"),
        new("limit", "The most images.", JsonSchemaType.Integer, 100, Default: DefaultLimit, Min: 1, Max: MaxLimit),
        new("embeddings", "Whether each image comes with its embedding.", JsonSchemaType.Boolean, true, Default: false),
    ];

    public static void MapListing(this IEndpointRouteBuilder group) => group.MapRead("", ListAsync)
        .WithSummary("List a collection's images")
        .WithDescription("In the order of their ids. Send `next` as `after` for the next page; it is null on the last.")
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

        // One more than is sent tells whether there is a next page.
        var images = await grains.ReadImagesAsync(found.Id, after, limit + 1, embeddings, cancellationToken);
        return TypedResults.Ok(new ImagesBody(
            [.. images.Take(limit).Select(ListedBody.Of)], images.Count > limit ? images[limit - 1].Id : null));
    }
}
