using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Calls;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Calls;

namespace Txt2Image.Api.Collections;

/// <summary>Other names of collections, to put a new one in the place of an old one without a moment between.</summary>
internal static class Aliases
{
    private const string InCollection = "The name of the collection that it leads to.";
    private const string Alias = "The alias, of the form of a collection's name.";

    public static void MapAliases(this IEndpointRouteBuilder group)
    {
        group.MapPut("/{collection}/aliases/{alias}", SetAsync)
            .WithSummary("Lead an alias to a collection")
            .WithDescription(
                "An alias is taken wherever a collection's name is. One that leads elsewhere is moved in one step: each request finds the old collection or the "
                + "new one. A name of a collection cannot be an alias.")
            .Fails(400, 404, 409, 503, 504, 507);
        group.MapDelete("/{collection}/aliases/{alias}", RemoveAsync)
            .WithSummary("Remove an alias of a collection")
            .Fails(404, 503, 504);
    }

    private static async Task<Ok<CollectionBody>> SetAsync(
        [Description(InCollection)] string collection,
        [Description(Alias)] string alias,
        HttpContext http,
        CollectionLookup collections,
        IGrainFactory grains,
        Deadlines deadlines)
    {
        _ = new QueryParameters(http.Request.Query);
        using var deadline = deadlines.Start(http);
        var found = await collections.GetAsync(collection, fresh: true, deadline.Token);
        await Retry.CallAsync(
            (Catalogue: grains.GetGrain<ICatalogueGrain>(0), found.Id, alias),
            static async (asked, token) =>
            {
                await asked.Catalogue.SetAliasAsync(asked.Id, asked.alias, token);
                return true;
            },
            deadline.Token);
        collections.Forget(alias);
        return TypedResults.Ok(CollectionBody.Of(await collections.GetAsync(found.Name, fresh: true, deadline.Token)));
    }

    private static async Task<NoContent> RemoveAsync(
        [Description(InCollection)] string collection,
        [Description(Alias)] string alias,
        HttpContext http,
        CollectionLookup collections,
        IGrainFactory grains,
        Deadlines deadlines)
    {
        _ = new QueryParameters(http.Request.Query);
        using var deadline = deadlines.Start(http);
        var found = await collections.GetAsync(collection, fresh: true, deadline.Token);
        var removed = await Retry.CallAsync(
            (Catalogue: grains.GetGrain<ICatalogueGrain>(0), found.Id, alias),
            static (asked, token) => new ValueTask<bool>(asked.Catalogue.RemoveAliasAsync(asked.Id, asked.alias, token)),
            deadline.Token);
        collections.Forget(alias);
        return removed
            ? TypedResults.NoContent()
            : throw new Txt2ImageException(ErrorCode.NotFound, $"The collection '{found.Name}' has no alias '{Wrong.Short(alias)}' (any more).");
    }
}
