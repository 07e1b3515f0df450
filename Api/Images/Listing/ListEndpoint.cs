using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Images.Listing;

/// <summary>Lists a collection's images page by page, for example to copy or compare it.</summary>
internal static class ListEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;
    private const string ById = "id";
    private const string Newest = "newest";

    private static readonly ParameterDoc[] Parameters =
    [
        new(
            "order",
            "`id`: by id. `newest`: the image taken last first, by the field `taken`; images without it come last, by id.",
            JsonSchemaType.String,
            Newest,
            Default: ById,
            Allowed: [ById, Newest]),
        new("after", "Start after this image: the `next` of the page before.", JsonSchemaType.String, "0f8fad5b-d9cb-469f-a165-70867728950e"),
        new("limit", "The most images of the page.", JsonSchemaType.Integer, 100, Default: DefaultLimit, Min: 1, Max: MaxLimit),
        new(
            "filter",
            "A filter that images must pass, as in a search: text such as year>=2020 and tag:beach, or JSON.",
            JsonSchemaType.String,
            "year>=2020 and tag:beach"),
        new("embeddings", "Whether to include each image's embedding.", JsonSchemaType.Boolean, true, Default: false),
    ];

    public static void MapListing(this IEndpointRouteBuilder group) => group.MapRead("", ListAsync)
        .WithSummary("List a collection's images")
        .WithDescription(
            "Images are in the order of their ids, or the one taken last comes first. Send `next` as `after` for the next page; it is null on the "
            + "last page.")
        .Query(Parameters)
        .Answers<ImagesBody>(Examples.Images)
        .Fails(400, 404, 503, 504);

    private static async Task<Ok<ImagesBody>> ListAsync(
        [Description("The collection's name.")] string collection,
        HttpContext http,
        GrainClient grains)
    {
        var query = new QueryParameters(http.Request.Query);
        var limit = query.Whole("limit", 1, MaxLimit) ?? DefaultLimit;
        var embeddings = query.Truth("embeddings") ?? false;
        var isNewest = query.Text("order") switch
        {
            null or ById => false,
            Newest => true,
            { } order => throw Wrong.Invalid($"order must be {ById} or {Newest}, not '{Wrong.Short(order)}'."),
        };
        if (isNewest && embeddings)
        {
            throw Wrong.Invalid($"embeddings needs the order {ById}: leave out order={Newest}.");
        }

        var filter = query.Filter("filter");
        if (filter is not null && embeddings)
        {
            throw Wrong.Invalid("embeddings cannot be listed with a filter: leave out one of them.");
        }

        var cancellationToken = http.Deadline();
        var afterId = isNewest ? null : query.Id("after");
        var after = isNewest && query.Text("after") is { } text ? Places.Read(text) : null;
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);

        // Reads one more than it sends, to know whether there is a next page.
        var images = filter is not null
            ? await grains.SelectImagesAsync(
                found.Id, FilterJson.Write(filter), isNewest, after ?? (afterId is { } id ? new(null, id) : null), limit + 1, cancellationToken)
            : isNewest
            ? await grains.ReadNewestAsync(found.Id, after, limit + 1, cancellationToken)
            : await grains.ReadImagesAsync(found.Id, afterId, limit + 1, embeddings, cancellationToken);
        var next = images.Count <= limit ? null : isNewest ? Places.Write(images[limit - 1]) : images[limit - 1].Id.ToString("D");
        return TypedResults.Ok(new ImagesBody([.. images.Take(limit).Select(ListedBody.Of)], next));
    }
}
