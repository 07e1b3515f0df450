using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions.Reindexing;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Collections.Reindexing;

internal static class ReindexEndpoints
{
    private const string Name = "The collection's name.";

    /// <summary>These routes have no deadline of their own: a call ends after about 5 s, and is repeated.</summary>
    public static void MapReindexing(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/collections").WithTags("Collections").WithKnownParametersOnly();
        group.MapPost("/{collection}/reindex", ContinueAsync)
            .WithSummary("Embed a collection with another model")
            .WithDescription(
                """
                Embeds the stored images with another model that this server runs, into a shadow collection, while this one is searched and written.
                Ids, bytes, previews, names, captions and fields stay the same. An image whose original is not kept is embedded from its preview,
                and `note` says so.

                A request works for about 5 s and answers how far it is. Repeat it until `state` is `ready`, then send the same body to
                `/collections/{collection}/reindex/finish`. An interrupted reindex continues with what the shadow has. A model that this server does
                not run, the model that the collection has, a reindex with another model that has begun, and a `keepAs` that is taken are refused.
                """)
            .Body<ReindexBody>(Examples.Reindex, required: false)
            .Answers<ReindexedBody>(Examples.Reindexed)
            .Fails(400, 404, 409, 415, 429, 503, 504, 507);
        group.MapPost("/{collection}/reindex/finish", FinishAsync)
            .WithSummary("Put the reindexed collection in the place of the old one")
            .WithDescription(
                """
                In one step, the new collection gets the name and the aliases, and the old one gets the name `keepAs`. A request finds one or the
                other, and no image that was acknowledged meanwhile is lost: the last changes are copied first. If there are more than a few, the
                answer is `behind`: continue with `/collections/{collection}/reindex`, and finish again. Finishing twice changes nothing. With
                `dropOld`, the old collection is then deleted; until then it can be searched by its new name.
                """)
            .Body<ReindexBody>(Examples.Reindex, required: false)
            .Answers<ReindexedBody>(Examples.ReindexFinished)
            .Fails(400, 404, 409, 415, 429, 503, 504, 507);
    }

    private static async Task<Ok<ReindexedBody>> ContinueAsync([Description(Name)] string collection, HttpContext http, GrainClient grains)
    {
        var request = await ReadAsync(http.Request, http.RequestAborted);
        var found = await grains.GetCollectionAsync(collection, fresh: true, http.RequestAborted);
        return TypedResults.Ok(ReindexedBody.Of(await grains.ReindexAsync(found, request, http.RequestAborted)));
    }

    private static async Task<Ok<ReindexedBody>> FinishAsync([Description(Name)] string collection, HttpContext http, GrainClient grains)
    {
        var request = await ReadAsync(http.Request, http.RequestAborted);
        var found = await grains.GetCollectionAsync(collection, fresh: true, http.RequestAborted);
        return TypedResults.Ok(ReindexedBody.Of(await grains.FinishReindexAsync(found, request, http.RequestAborted)));
    }

    private static async Task<ReindexRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!JsonBody.IsThere(request))
        {
            return new ReindexRequest(Model: null);
        }

        var asked = new JsonParameters(await JsonBody.ReadAsync(request, cancellationToken), "The body", "model", "keepAs", "dropOld");
        return new ReindexRequest(asked.Text("model"), asked.Text("keepAs"), asked.Truth("dropOld") ?? false);
    }
}
