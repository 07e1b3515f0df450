using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Demo;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Models;
using Txt2Image.Hosting;

namespace Txt2Image.Api.Health;

/// <summary>Reports what runs here.</summary>
internal static class Status
{
    /// <summary>The product's version.</summary>
    public static string Version { get; } =
        typeof(Status).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static async Task<Ok<StatusBody>> GetAsync(
        HttpContext http, ServedModels models, GrainClient grains, IOptions<Txt2ImageOptions> options, DemoProgress progress)
    {
        var cancellationToken = http.Deadline();
        var slots = await grains.ListDevicesAsync(cancellationToken);
        var all = await grains.ListCollectionsAsync(cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new StatusBody(
            Version,
            models.Default.Id,
            models.Default.KnowsOnlyItsWorld,
            [.. models.All.Select(model => new ModelBody(model.Id, model.Fingerprint, model.Dimension))],
            [.. slots.Select(slot => slot.Device).Distinct(StringComparer.Ordinal)],
            options.Value.DefaultCollection,
            [.. all.Select(CollectionBody.Of)],
            progress.Current));
    }
}

/// <summary>Reports what runs here.</summary>
internal sealed record StatusBody(
    [property: Description("The server's version.")] string Version,
    [property: Description("The model of new collections.")] string Model,
    [property: Description("Whether that model knows only the drawings it was trained on.")] bool KnowsOnlyItsWorld,
    [property: Description("All models that it serves; the first is that of new collections.")] IReadOnlyList<ModelBody> Models,
    [property: Description("The devices that run them.")] IReadOnlyList<string> Devices,
    [property: Description("The collection that is searched if none is named.")] string DefaultCollection,
    [property: Description("All collections, by name.")] IReadOnlyList<CollectionBody> Collections,
    [property: Description("The progress of adding the demo gallery; null when nothing is being added.")] IndexingBody? Indexing);

/// <summary>A model that the server runs.</summary>
internal sealed record ModelBody(
    [property: Description("Its name.")] string Name,
    [property: Description("Its fingerprint, which changes with any of its weights.")] string Fingerprint,
    [property: Description("The length of its embeddings.")] int Dimension);

/// <summary>How many of a collection's images have been added.</summary>
internal sealed record IndexingBody(string Collection, int Done, int Total);
