using Microsoft.AspNetCore.Mvc;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Security;

namespace Txt2Image.Api.Search;

internal static class SearchEndpoints
{
    public static void AddSearch(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Searcher>();
        builder.Services.AddSingleton<Composer>();
        builder.Services.AddSingleton<PostedSearch>();
        builder.Services.AddSingleton<SearchHandler>();
        builder.Services.AddSingleton<BestImage>();
    }

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/search").WithTags("Search").WithDeadline().WithKnownParametersOnly();

        group.MapRead("", static (HttpContext http, SearchHandler search) => search.GetAsync(http))
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
        group.MapPost("", static (HttpContext http, SearchHandler search) => search.PostAsync(http))
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
    }
}
