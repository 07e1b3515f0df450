using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Collections.Faceting;
using Txt2Image.Api.Collections.Verifying;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Collections;

internal static class CollectionEndpoints
{
    private const string Name = "The collection's name.";

    public static void AddCollections(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StoredBytes>();
        builder.Services.AddSingleton<Repairs>();
        builder.Services.AddSingleton<Verifier>();
    }

    public static void MapCollections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/collections").WithTags("Collections").WithDeadline().WithKnownParametersOnly();

        group.MapRead("", ListAsync)
            .WithSummary("List the collections")
            .Fails(503, 504);
        group.MapPut("/{collection}", CreateAsync)
            .WithSummary("Create a collection")
            .WithDescription("If it exists with the same model, nothing changes. The name of an alias is rejected. The body is optional.")
            .Body<CreateBody>(Examples.Create, required: false)
            .Fails(400, 409, 415, 503, 504, 507);
        group.MapRead("/{collection}", GetAsync)
            .WithSummary("Get a collection")
            .Fails(404, 503, 504);
        group.MapDelete("/{collection}", DeleteAsync)
            .WithSummary("Delete a collection with all its images")
            .WithDescription("An alias is rejected, so that nobody deletes the collection that it happens to point to by mistake.")
            .Fails(404, 409, 503, 504);
        group.MapFacets();
        group.MapHistory();
        group.MapAliases();
        group.MapNames();
        group.MapVerify();
    }

    private static async Task<Ok<CollectionsBody>> ListAsync(HttpContext http, GrainClient grains)
    {
        var all = await grains.ListCollectionsAsync(http.Deadline());
        return TypedResults.Ok(new CollectionsBody([.. all.Select(CollectionBody.Of)]));
    }

    private static async Task<Ok<CollectionBody>> GetAsync([Description(Name)] string collection, HttpContext http, GrainClient grains) =>
        TypedResults.Ok(CollectionBody.Of(await grains.GetCollectionAsync(collection, fresh: true, http.Deadline())));

    private static async Task<Results<Created<CollectionBody>, Ok<CollectionBody>>> CreateAsync(
        [Description(Name)] string collection,
        HttpContext http,
        GrainClient grains)
    {
        var cancellationToken = http.Deadline();
        var model = await ReadModelAsync(http.Request, cancellationToken);
        if (model is not null)
        {
            await RefuseOtherModelAsync(collection, model, grains, cancellationToken);
        }

        var made = await grains.CreateCollectionAsync(collection, model, cancellationToken);
        var body = CollectionBody.Of(made.Collection);
        if (!made.Created)
        {
            return TypedResults.Ok(body);
        }

        return TypedResults.Created($"{http.Request.PathBase}/collections/{Uri.EscapeDataString(body.Name)}", body);
    }

    private static async Task<NoContent> DeleteAsync(
        [Description(Name)] string collection,
        HttpContext http,
        GrainClient grains)
    {
        var cancellationToken = http.Deadline();
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        if (found.Name != collection)
        {
            throw new Txt2ImageException(
                ErrorCode.Conflict,
                $"'{collection}' is an alias of the collection '{found.Name}'. Delete the collection by its own name, "
                + $"or the alias with DELETE /collections/{found.Name}/aliases/{collection}.");
        }

        return await grains.DropCollectionAsync(found, cancellationToken)
            ? TypedResults.NoContent()
            : throw new Txt2ImageException(ErrorCode.NotFound, $"The collection '{found.Name}' was already deleted.");
    }

    /// <summary>
    /// Rejects a request for another model: an existing collection keeps its model, even if this service could create one with the other.
    /// </summary>
    private static async Task RefuseOtherModelAsync(string name, string model, GrainClient grains, CancellationToken cancellationToken)
    {
        var there = await grains.FindCollectionAsync(name, fresh: true, cancellationToken);
        if (there is null || model == there.ModelName || model == there.Model)
        {
            return;
        }

        throw new Txt2ImageException(
            ErrorCode.Conflict,
            $"The collection '{name}' already exists with the model {there.ModelName}: choose another name, or reindex it.");
    }

    private static async Task<string?> ReadModelAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!JsonBody.IsThere(request))
        {
            return null;
        }

        var json = await JsonBody.ReadAsync(request, cancellationToken);
        return new JsonParameters(json, "The body", "model").Text("model");
    }
}
