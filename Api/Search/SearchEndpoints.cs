using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Search.Batching;
using Txt2Image.Api.Search.Watching;
using Txt2Image.Api.Security;
using Txt2Image.Grains.Browsing.Spelling;

namespace Txt2Image.Api.Search;

internal static class SearchEndpoints
{
    private const string InCollection = "The collection's name.";

    public static void AddSearch(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<SpellChecker>();
        builder.Services.AddSingleton<Searcher>();
        builder.Services.AddSingleton<Composer>();
        builder.Services.AddSingleton<PostedSearch>();
        builder.Services.AddSingleton<SearchHandler>();
        builder.Services.AddSingleton<BestImage>();
        builder.Services.AddSingleton<BatchHandler>();
        builder.Services.AddSingleton<WatchGate>();
        builder.Services.AddSingleton<WatchHandler>();
    }

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/search").WithTags("Search").WithDeadline().WithKnownParametersOnly();

        group.MapRead("", static (HttpContext http, SearchHandler search) => search.GetAsync(http, collection: null))
            .WithSummary("Search images by text, or by example")
            .WithDescription(
                """
                `q` is a text, or weighted terms such as `2 * golden retriever + pool - people`: a `+`, `-` or `*` between spaces is an operator, and
                a term in quotation marks is a text. `like` searches with images of a collection, which the answer leaves out. The search is for the
                weighted sum of all terms. With `Cache-Control: no-cache` the answer includes every image that was acknowledged before the request.
                """)
            .Query(SearchParameterDocs.All)
            .Answers<SearchAnswerBody>(Examples.Answer)
            .Fails(400, 404, 429, 503, 504);
        group.MapPost("", static (HttpContext http, SearchHandler search) => search.PostAsync(http, collection: null))
            .ChangesNothing()
            .WithMetadata(new RequestSizeLimitAttribute(PostedSearch.JsonBytes))
            .WithSummary("Search images with a JSON body")
            .WithDescription("The search is for the weighted sum of all terms: those of `q`, `terms`, `like` and `embedding`, at most 16.")
            .Body<SearchBody>(Examples.Search)
            .Answers<SearchAnswerBody>(Examples.Answer)
            .Fails(400, 404, 413, 415, 422, 429, 503, 504);
        group.MapPost("/image", static (HttpContext http, SearchHandler search) => search.PostImageAsync(http))
            .ChangesNothing()
            .WithMetadata(new RequestSizeLimitAttribute(UploadLimits.BodyBytes))
            .WithSummary("Search images by an image")
            .WithDescription(
                """
                Send the image as the body, with its own content type, or as `multipart/form-data` with one part `image`. Nothing is stored. The
                parameters are those of a search; with `q` or `like` the search is for the sum of all.
                """)
            .Query(SearchParameterDocs.All)
            .TakesImage("image")
            .Answers<SearchAnswerBody>(Examples.Answer)
            .Fails(400, 404, 413, 415, 422, 429, 503, 504);
        group.MapRead("/image", static (HttpContext http, BestImage best) => best.GetAsync(http))
            .WithSummary("Get the best image's bytes")
            .WithDescription("`Content-Location` is the image's own URL.")
            .Query(SearchParameterDocs.OfBestImage)
            .AnswersImage("image/*")
            .Fails(400, 404, 416, 429, 503, 504);
        MapInCollection(routes);

        // Streams have no deadline as a whole: each of their steps has one.
        var streams = routes.MapGroup("/search").WithTags("Search").WithKnownParametersOnly();
        streams.MapBatch();
        streams.MapWatch();
    }

    /// <summary>Maps searches whose path names the collection.</summary>
    private static void MapInCollection(IEndpointRouteBuilder routes)
    {
        const string ThePath = "The search of `/search`, in the collection that the path names.";
        var group = routes.MapGroup("/collections/{collection}/search").WithTags("Search").WithDeadline().WithKnownParametersOnly();

        group.MapRead("", static ([Description(InCollection)] string collection, HttpContext http, SearchHandler search) =>
                search.GetAsync(http, collection))
            .WithSummary("Search a collection by text, or by example")
            .WithDescription(ThePath)
            .Query(SearchParameterDocs.All)
            .Answers<SearchAnswerBody>(Examples.Answer)
            .Fails(400, 404, 429, 503, 504);
        group.MapPost("", static ([Description(InCollection)] string collection, HttpContext http, SearchHandler search) =>
                search.PostAsync(http, collection))
            .ChangesNothing()
            .WithMetadata(new RequestSizeLimitAttribute(PostedSearch.JsonBytes))
            .WithSummary("Search a collection with a JSON body")
            .WithDescription(ThePath)
            .Body<SearchBody>(Examples.SearchInCollection)
            .Answers<SearchAnswerBody>(Examples.Answer)
            .Fails(400, 404, 413, 415, 422, 429, 503, 504);
    }
}
