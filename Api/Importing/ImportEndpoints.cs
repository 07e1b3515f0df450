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
            .WithDescription(
                "Lists collections that other programs made there, such as the Python demo's `image_collection`. "
                + "Requires `Txt2Image:Vectors:Qdrant:Url`.")
            .Fails(404, 503, 504);
        group.MapPost("/collections/{collection}/import/qdrant", ImportAsync)
            .WithSummary("Import a page of a collection in Qdrant")
            .WithDescription(
                """
                Reads points in the order of their ids and adds the image that each contains in its payload as base64, plain or as a data URI. The
                fields `image`, `image_base64`, `base64`, `img` and `data` are tried first, then every other text. The image's name comes from
                `filename`, `file_name`, `file`, `name`, `path` or `url`, its caption from `caption`, `text` or `description`. Other texts, numbers
                and booleans become its fields, except texts of more than 4,096 characters. The image is embedded again with this server's model.

                The answer has one outcome for each point, and `next`: send it as `after` for the next page. Importing a page again changes nothing.
                """)
            .Body<ImportBody>(Examples.Import)
            .Answers<ImportedBody>(Examples.Imported)
            .Fails(400, 404, 409, 415, 429, 503, 504, 507);
    }

    private static async Task<Ok<SourcesBody>> ListAsync(HttpContext http, ImportHandler imports) =>
        TypedResults.Ok(await imports.ListAsync(http.Deadline()));

    private static async Task<Ok<ImportedBody>> ImportAsync(
        [Description("The collection to add the images to; it must exist.")] string collection, HttpContext http, ImportHandler imports) =>
        TypedResults.Ok(await imports.ImportAsync(collection, await JsonBody.ReadAsync(http.Request, http.RequestAborted), http));
}
