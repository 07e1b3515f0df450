using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Collections;

/// <summary>Removes names of images, for example of files that were deleted from a folder.</summary>
internal static class Names
{
    private const int MaxNames = 1000;

    public static void MapNames(this IEndpointRouteBuilder group) => group.MapPost("/{collection}/names/remove", HandleAsync)
        .WithSummary("Remove names of images")
        .WithDescription("An image is deleted with its last name. Names that no image has are ignored and returned in `unknown`.")
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
        return TypedResults.Ok(new RemovedNamesBody(
            removed.Removed.Length, removed.Deleted.Length, [.. names.Except(removed.Removed, StringComparer.Ordinal)], now.Version));
    }

    private static ImmutableArray<string> ReadNames(JsonElement json)
    {
        var names = new JsonParameters(json, "The body", "names").Member("names");
        if (names is not { ValueKind: JsonValueKind.Array } array)
        {
            throw Wrong.Invalid("names is required: an array of image names.");
        }

        if (array.GetArrayLength() is 0 or > MaxNames)
        {
            throw Wrong.Invalid($"names must have 1 to {MaxNames} entries, not {array.GetArrayLength()}: split the request.");
        }

        return [.. array.EnumerateArray().Select(ReadName).Distinct(StringComparer.Ordinal)];
    }

    private static string ReadName(JsonElement name) => name.ValueKind == JsonValueKind.String
        ? name.GetString()!
        : throw Wrong.Invalid($"names must contain strings, not {JsonParameters.Kind(name)}.");
}

/// <summary>The names to remove.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NamesBody([property: Description("1 to 1,000 names."), MinLength(1), MaxLength(1000)] IReadOnlyList<string> Names);

/// <summary>The result of removing names.</summary>
internal sealed record RemovedNamesBody(
    [property: Description("How many names were removed.")] int Removed,
    [property: Description("How many images lost their last name and were deleted.")] int DeletedImages,
    [property: Description("The names that no image had, in the order of the request.")] IReadOnlyList<string> Unknown,
    [property: Description("The collection's version after the removal.")] string Version);
