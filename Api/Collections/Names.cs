using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Collections;

/// <summary>Removes names of images, for example of files that were deleted from a folder.</summary>
internal static class Names
{
    private const int MaxNames = 1000;

    public static void MapNames(this IEndpointRouteBuilder group) => group.MapPost("/{collection}/names/remove", HandleAsync)
        .WithSummary("Remove names of images")
        .WithDescription(
            """
            A name is a label that several images can have, so each entry names one image too. An image is deleted with its last name. Entries whose
            image does not have the name are ignored and returned in `unknown`.
            """)
        .Body<NamesBody>(Examples.Names)
        .Fails(400, 404, 413, 415, 503, 504, 507);

    private static async Task<Ok<RemovedNamesBody>> HandleAsync(
        [Description("The collection's name.")] string collection,
        HttpContext http,
        GrainClient grains)
    {
        var cancellationToken = http.Deadline();
        var names = ReadNames(await JsonBody.ReadAsync(http.Request, cancellationToken));
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        var removed = await grains.RemoveNamesAsync(found, names, cancellationToken);
        var now = await grains.GetCollectionAsync(found.Name, fresh: true, cancellationToken);
        var unknown = names.Except(removed.Removed).Select(name => new ImageNameBody(name.Id, name.Name));
        return TypedResults.Ok(new RemovedNamesBody(removed.Removed.Length, removed.Deleted.Length, [.. unknown], now.Version));
    }

    private static ImmutableArray<ImageName> ReadNames(JsonElement json)
    {
        var names = new JsonParameters(json, "The body", "names").Member("names");
        if (names is not { ValueKind: JsonValueKind.Array } array)
        {
            throw Wrong.Invalid("names is required: an array of objects with the id of an image and one of its names.");
        }

        if (array.GetArrayLength() is 0 or > MaxNames)
        {
            throw Wrong.Invalid($"names must have 1 to {MaxNames} entries, not {array.GetArrayLength()}: split the request.");
        }

        return [.. array.EnumerateArray().Select(ReadName).Distinct()];
    }

    private static ImageName ReadName(JsonElement entry)
    {
        // Earlier versions took names alone. That could now remove images that nobody asked for.
        if (entry.ValueKind == JsonValueKind.String)
        {
            throw Wrong.Invalid(
                $$"""Several images can have the same name, so an entry of names must be { "id": "…", "name": {{JsonParameters.Shown(entry)}} }. """
                + "If txt2image sent this, update it.");
        }

        var name = new JsonParameters(entry, "An entry of names", "id", "name");
        return name.Id("id") is { } id && name.Text("name") is { } text
            ? new ImageName(id, text)
            : throw Wrong.Invalid("An entry of names must have an id and a name: those of the image that loses the name.");
    }
}

/// <summary>The names to remove.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NamesBody([property: Description("1 to 1,000 names."), MinLength(1), MaxLength(1000)] IReadOnlyList<ImageNameBody> Names);

/// <summary>A name of one image.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ImageNameBody(
    [property: Description("The image's id.")] Guid Id,
    [property: Description("One of its names.")] string Name);

/// <summary>The result of removing names.</summary>
internal sealed record RemovedNamesBody(
    [property: Description("How many names were removed.")] int Removed,
    [property: Description("How many images lost their last name and were deleted.")] int DeletedImages,
    [property: Description("The entries whose image does not have the name, in the order of the request.")] IReadOnlyList<ImageNameBody> Unknown,
    [property: Description("The collection's version after the removal.")] string Version);
