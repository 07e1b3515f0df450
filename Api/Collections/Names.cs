using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Collections;

/// <summary>Takes names away from images, as when files have vanished from a folder.</summary>
internal static class Names
{
    private const int MaxNames = 1000;

    public static void MapNames(this IEndpointRouteBuilder group) => group.MapPost("/{collection}/names/remove", HandleAsync)
        .WithSummary("Remove names of images")
        .WithDescription("An image lives while one name is left; with its last one it is deleted. Names that no image has are passed over and told.")
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
        return TypedResults.Ok(new RemovedNamesBody(removed.Removed.Length, removed.Deleted.Length, [.. names.Except(removed.Removed, StringComparer.Ordinal)]));
    }

    private static ImmutableArray<string> ReadNames(JsonElement json)
    {
        var names = new JsonParameters(json, "The body", "names").Member("names");
        if (names is not { ValueKind: JsonValueKind.Array } array)
        {
            throw Wrong.Invalid("names is an array of images' names, and it is required.");
        }

        if (array.GetArrayLength() is 0 or > MaxNames)
        {
            throw Wrong.Invalid($"names holds 1 to {MaxNames} names, not {array.GetArrayLength()}: ask in parts.");
        }

        return [.. array.EnumerateArray().Select(ReadName).Distinct(StringComparer.Ordinal)];
    }

    private static string ReadName(JsonElement name) => name.ValueKind == JsonValueKind.String
        ? JsonParameters.Read(name)!
        : throw Wrong.Invalid($"names holds texts, not {JsonParameters.Kind(name)}.");
}

/// <summary>The names that are to go.</summary>
internal sealed record NamesBody([property: Description("1 to 1,000 names.")] IReadOnlyList<string> Names);

/// <summary>What became of them.</summary>
internal sealed record RemovedNamesBody(
    [property: Description("How many of the names were there.")] int Removed,
    [property: Description("How many images lost their last name and were deleted.")] int DeletedImages,
    [property: Description("The names that no image had, in the order they came.")] IReadOnlyList<string> Unknown);
