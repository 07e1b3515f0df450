using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;

namespace Txt2Image.Api.Importing;

internal static class ImportEndpoints
{
    public static void AddImporting(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ImportHandler>();

    public static void MapImporting(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Importing").WithKnownParametersOnly();

        group.MapRead("/import/qdrant", ListAsync)
            .WithDeadline()
            .WithSummary("List the collections in Qdrant that can be imported")
            .WithDescription("Those that other programs made there, as the Python demo's `image_collection`. It needs `Txt2Image:Vectors:Qdrant:Url`.")
            .Fails(404, 503, 504);
        group.MapPost("/collections/{collection}/import/qdrant", ImportAsync)
            .WithSummary("Import a page of a collection in Qdrant")
            .WithDescription(
                """
                Reads points in the order of their ids and adds the image that each holds as base64 in its payload, plain or as a data URI; the fields
                `image`, `image_base64`, `base64`, `img` and `data` are looked at first, then every other text. The image's name is taken from
                `filename`, `file_name`, `file`, `name`, `path` or `url`, its caption from `caption`, `text` or `description`; other texts, numbers and
                truths become its fields, except those of more than 4,096 characters. The image is embedded anew with this service's model.

                The answer has one outcome for each point, and `next`: send it as `after` for the next page. Sending a page again changes nothing.
                """)
            .Body<ImportBody>(Examples.Import)
            .Answers<ImportedBody>(Examples.Imported)
            .Fails(400, 404, 409, 415, 429, 503, 504, 507);
    }

    private static async Task<Ok<SourcesBody>> ListAsync(HttpContext http, ImportHandler imports) =>
        TypedResults.Ok(await imports.ListAsync(http.Deadline()));

    private static async Task<Ok<ImportedBody>> ImportAsync(
        [Description("The name of the collection that takes the images; it must exist.")] string collection, HttpContext http, ImportHandler imports) =>
        TypedResults.Ok(await imports.ImportAsync(collection, await JsonBody.ReadAsync(http.Request, http.RequestAborted), http));
}
