using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Images;

/// <summary>Returns which of many images a collection lacks, so that a client sends only those.</summary>
internal static class Check
{
    private const int MaxIds = 10_000;

    public static async Task<Ok<MissingBody>> HandleAsync(
        [Description("The collection's name.")] string collection,
        HttpContext http,
        GrainClient grains)
    {
        var cancellationToken = http.Deadline();
        var ids = ReadIds(await JsonBody.ReadAsync(http.Request, cancellationToken));
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        var there = await grains.FindImagesAsync(found.Id, ids, cancellationToken);
        var known = there.Select(image => image.Id).ToHashSet();
        return TypedResults.Ok(new MissingBody([.. ids.Where(id => !known.Contains(id))]));
    }

    private static ImmutableArray<Guid> ReadIds(JsonElement json)
    {
        var ids = new JsonParameters(json, "The body", "ids").Member("ids");
        if (ids is not { ValueKind: JsonValueKind.Array } array)
        {
            throw Wrong.Invalid("ids is required: an array of image ids (UUIDs).");
        }

        if (array.GetArrayLength() > MaxIds)
        {
            throw Wrong.Invalid($"ids must have at most {MaxIds} entries, not {array.GetArrayLength()}: split the request.");
        }

        return [.. array.EnumerateArray().Select(ImageIds.Read).Distinct()];
    }
}

/// <summary>The images that a client wants to send.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CheckBody([property: Description("At most 10,000 image ids."), MaxLength(10_000)] IReadOnlyList<Guid> Ids);

/// <summary>The images that the collection lacks.</summary>
internal sealed record MissingBody(
    [property: Description("The ids that the collection does not have, in the order of the request.")] IReadOnlyList<Guid> Missing);
