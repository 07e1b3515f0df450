using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Calls;
using Txt2Image.Api.Collections.Verifying;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Calls;

namespace Txt2Image.Api.Collections;

internal static class CollectionEndpoints
{
    private const string Name = "The collection's name.";

    public static void AddCollections(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CollectionLookup>();
        builder.Services.AddSingleton<CollectionPages>();
        builder.Services.AddSingleton<StoredBytes>();
        builder.Services.AddSingleton<Repairs>();
        builder.Services.AddSingleton<Verifier>();
    }

    public static void MapCollections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/collections").WithTags("Collections");

        group.MapRead("", ListAsync)
            .WithSummary("List the collections")
            .Fails(503, 504);
        group.MapPut("/{collection}", CreateAsync)
            .WithSummary("Create a collection")
            .WithDescription("Creating one that is there with the same model changes nothing. A name that is an alias is refused. The body is optional.")
            .Body<CreateBody>(Examples.Create, required: false)
            .Fails(400, 409, 415, 503, 504, 507);
        group.MapRead("/{collection}", GetAsync)
            .WithSummary("Tell about a collection")
            .Fails(404, 503, 504);
        group.MapDelete("/{collection}", DeleteAsync)
            .WithSummary("Delete a collection with all its images")
            .WithDescription("By its own name: an alias is refused, so that nobody deletes what it happens to lead to.")
            .Fails(404, 409, 503, 504);
        group.MapAliases();
        group.MapNames();
        group.MapVerify();
    }

    private static async Task<Ok<CollectionsBody>> ListAsync(HttpContext http, CollectionLookup collections, Deadlines deadlines)
    {
        _ = new QueryParameters(http.Request.Query);
        using var deadline = deadlines.Start(http);
        var all = await collections.ListAsync(deadline.Token);
        return TypedResults.Ok(new CollectionsBody([.. all.Select(CollectionBody.Of)]));
    }

    private static async Task<Ok<CollectionBody>> GetAsync(
        [Description(Name)] string collection, HttpContext http, CollectionLookup collections, Deadlines deadlines)
    {
        _ = new QueryParameters(http.Request.Query);
        using var deadline = deadlines.Start(http);
        return TypedResults.Ok(CollectionBody.Of(await collections.GetAsync(collection, fresh: true, deadline.Token)));
    }

    private static async Task<Results<Created<CollectionBody>, Ok<CollectionBody>>> CreateAsync(
        [Description(Name)] string collection,
        HttpContext http,
        CollectionLookup collections,
        IGrainFactory grains,
        Deadlines deadlines)
    {
        _ = new QueryParameters(http.Request.Query);
        using var deadline = deadlines.Start(http);
        var model = await ReadModelAsync(http.Request, deadline.Token);
        if (model is not null)
        {
            await RefuseOtherModelAsync(collection, model, collections, deadline.Token);
        }

        var made = await Retry.CallAsync(
            (Catalogue: grains.GetGrain<ICatalogueGrain>(0), collection, model),
            static (asked, token) => new ValueTask<CreatedCollection>(asked.Catalogue.CreateAsync(asked.collection, asked.model, token)),
            deadline.Token);
        collections.Forget(collection);
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
        CollectionLookup collections,
        IGrainFactory grains,
        Deadlines deadlines)
    {
        _ = new QueryParameters(http.Request.Query);
        using var deadline = deadlines.Start(http);
        var found = await collections.GetAsync(collection, fresh: true, deadline.Token);
        if (found.Name != collection)
        {
            throw new Txt2ImageException(
                ErrorCode.Conflict,
                $"'{collection}' is an alias of the collection '{found.Name}': delete that by its own name, or the alias by DELETE /collections/{found.Name}/aliases/{collection}.");
        }

        var dropped = await Retry.CallAsync(
            grains.GetGrain<ICollectionGrain>(found.Id), static (writer, token) => new ValueTask<bool>(writer.DropAsync(token)), deadline.Token);
        collections.Forget(collection);
        return dropped
            ? TypedResults.NoContent()
            : throw new Txt2ImageException(ErrorCode.NotFound, $"The collection '{found.Name}' is deleted already.");
    }

    /// <summary>A collection that is there keeps its model, whatever this service could make a new one of.</summary>
    private static async Task RefuseOtherModelAsync(
        string name, string model, CollectionLookup collections, CancellationToken cancellationToken)
    {
        var there = await collections.FindAsync(name, fresh: true, cancellationToken);
        if (there is null || model == there.ModelName || model == there.Model)
        {
            return;
        }

        throw new Txt2ImageException(
            ErrorCode.Conflict, $"The collection '{name}' is there with the model {there.ModelName}, which never changes: choose another name.");
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
