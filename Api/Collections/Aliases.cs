using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Collections;

/// <summary>Aliases of collections: with one, a new collection replaces an old one without a gap.</summary>
internal static class Aliases
{
    private const string InCollection = "The name of the collection that the alias points to.";
    private const string Alias = "The alias; the rules for collection names apply.";

    public static void MapAliases(this IEndpointRouteBuilder group)
    {
        group.MapPut("/{collection}/aliases/{alias}", SetAsync)
            .WithSummary("Point an alias to a collection")
            .WithDescription(
                "An alias works wherever a collection's name does. One that points elsewhere is moved in one step: each request finds either the old "
                + "collection or the new one. A collection's name cannot become an alias.")
            .Fails(400, 404, 409, 503, 504, 507);
        group.MapDelete("/{collection}/aliases/{alias}", RemoveAsync)
            .WithSummary("Remove an alias of a collection")
            .Fails(404, 503, 504);
    }

    private static async Task<Ok<CollectionBody>> SetAsync(
        [Description(InCollection)] string collection,
        [Description(Alias)] string alias,
        HttpContext http,
        GrainClient grains)
    {
        var cancellationToken = http.Deadline();
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        await grains.SetAliasAsync(found.Id, alias, cancellationToken);
        return TypedResults.Ok(CollectionBody.Of(await grains.GetCollectionAsync(found.Name, fresh: true, cancellationToken)));
    }

    private static async Task<NoContent> RemoveAsync(
        [Description(InCollection)] string collection,
        [Description(Alias)] string alias,
        HttpContext http,
        GrainClient grains)
    {
        var cancellationToken = http.Deadline();
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        return await grains.RemoveAliasAsync(found.Id, alias, cancellationToken)
            ? TypedResults.NoContent()
            : throw new Txt2ImageException(ErrorCode.NotFound, $"The collection '{found.Name}' has no alias '{Wrong.Short(alias)}'.");
    }
}
