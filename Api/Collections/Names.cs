using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Calls;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Calls;

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
        CollectionLookup collections,
        IGrainFactory grains,
        Deadlines deadlines)
    {
        _ = new QueryParameters(http.Request.Query);
        using var deadline = deadlines.Start(http);
        var names = ReadNames(await JsonBody.ReadAsync(http.Request, deadline.Token));
        var found = await collections.GetAsync(collection, fresh: true, deadline.Token);
        var removed = await Retry.CallAsync(
            (Writer: grains.GetGrain<ICollectionGrain>(found.Id), names),
            static (asked, token) => new ValueTask<RemovedNames>(asked.Writer.RemoveNamesAsync(asked.names, token)),
            deadline.Token);
        collections.Forget(collection);
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
