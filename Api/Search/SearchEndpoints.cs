using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Security;

namespace Txt2Image.Api.Search;

internal static class SearchEndpoints
{
    public static void AddSearch(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Searcher>();
        builder.Services.AddSingleton<SearchHandler>();
        builder.Services.AddSingleton<BestImage>();
    }

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/search").WithTags("Search").WithDeadline().WithKnownParametersOnly();

        group.MapRead("", static (HttpContext http, SearchHandler search) => search.GetAsync(http))
            .WithSummary("Search images by text")
            .WithDescription("With `Cache-Control: no-cache` the answer includes every image that was acknowledged before the request.")
            .Query(SearchParameterDocs.All)
            .Answers<SearchAnswerBody>(Examples.Answer)
            .Fails(400, 404, 429, 503, 504);
        group.MapPost("", static (HttpContext http, SearchHandler search) => search.PostAsync(http))
            .ChangesNothing()
            .WithSummary("Search images by text, with a JSON body")
            .Body<SearchBody>(Examples.Search)
            .Answers<SearchAnswerBody>(Examples.Answer)
            .Fails(400, 404, 413, 415, 429, 503, 504);
        group.MapRead("/image", static (HttpContext http, BestImage best) => best.GetAsync(http))
            .WithSummary("Get the best image's bytes")
            .WithDescription("`Content-Location` is the image's own URL.")
            .Query(SearchParameterDocs.OfBestImage)
            .AnswersImage("image/*")
            .Fails(400, 404, 416, 429, 503, 504);
    }
}
