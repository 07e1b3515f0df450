using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Demo;
using Txt2Image.Api.Requests;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Client;
using Txt2Image.Hosting;

namespace Txt2Image.Api.Health;

/// <summary>Reports what runs here.</summary>
internal static class Status
{
    /// <summary>The product's version.</summary>
    public static string Version { get; } =
        typeof(Status).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static async Task<Ok<StatusBody>> GetAsync(
        HttpContext http, ClipModel model, GrainClient grains, IOptions<Txt2ImageOptions> options, DemoProgress progress)
    {
        var cancellationToken = http.Deadline();
        var slots = await grains.ListDevicesAsync(cancellationToken);
        var all = await grains.ListCollectionsAsync(cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new StatusBody(
            Version,
            model.Id,
            model.KnowsOnlyItsWorld,
            [.. slots.Select(slot => slot.Device).Distinct(StringComparer.Ordinal)],
            options.Value.DefaultCollection,
            [.. all.Select(CollectionBody.Of)],
            progress.Current));
    }
}

/// <summary>Reports what runs here.</summary>
internal sealed record StatusBody(
    [property: Description("The server's version.")] string Version,
    [property: Description("The model that embeds texts and images.")] string Model,
    [property: Description("Whether the model knows only the drawings it was trained on.")] bool KnowsOnlyItsWorld,
    [property: Description("The devices that run it.")] IReadOnlyList<string> Devices,
    [property: Description("The collection that is searched if none is named.")] string DefaultCollection,
    [property: Description("All collections, by name.")] IReadOnlyList<CollectionBody> Collections,
    [property: Description("The progress of adding the demo gallery; null when nothing is being added.")] IndexingBody? Indexing);

/// <summary>How many of a collection's images have been added.</summary>
internal sealed record IndexingBody(string Collection, int Done, int Total);
