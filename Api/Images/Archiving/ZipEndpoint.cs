using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Security;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Images.Archiving;

/// <summary>Sends many images in one archive.</summary>
internal static class ZipEndpoint
{
    private const int MostIds = 1000;
    private const long MostBytes = 2L << 30;

    /// <summary>The most images whose metadata fit one message.</summary>
    private const int MostInMessage = 250;

    public static void MapZip(this IEndpointRouteBuilder group) => group.MapPost("/zip", SendAsync)
        .ChangesNothing()
        .WithSummary("Get images in a zip archive")
        .WithDescription(
            """
            The pictures themselves, not compressed again, under their file names. Names that clash get a number. At most 1,000 images, of 2 GB
            together. Images that the collection does not have are left out. Where the original is not kept, its preview is sent.
            """)
        .Body<ZipBody>(Examples.Zip)
        .AnswersZip()
        .Fails(400, 404, 413, 415, 503, 504);

    private static async Task SendAsync(
        [Description("The collection's name.")] string collection, HttpContext http, GrainClient grains, ZipWriter zip)
    {
        var cancellationToken = http.Deadline();
        var ids = ReadIds(await JsonBody.ReadAsync(http.Request, cancellationToken));
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        List<ListedImage> images = [];
        foreach (var some in ids.Chunk(MostInMessage))
        {
            images.AddRange(await grains.GetImagesAsync(found.Id, [.. some], cancellationToken));
        }

        if (images.Count == 0)
        {
            throw new Txt2ImageException(ErrorCode.NotFound, $"The collection '{found.Name}' has none of these images.");
        }

        if (images.Sum(image => image.Bytes) is > MostBytes and var bytes)
        {
            throw new Txt2ImageException(ErrorCode.TooLarge, string.Create(
                CultureInfo.InvariantCulture,
                $"These images have {bytes / 1e9:0.0} GB; an archive has at most {MostBytes / 1e9:0.0} GB: ask for fewer at once."));
        }

        var order = ids.Index().ToDictionary(id => id.Item, id => id.Index);
        await zip.SendAsync(http, found, [.. images.OrderBy(image => order[image.Id])]);
    }

    private static ImmutableArray<Guid> ReadIds(JsonElement json)
    {
        var ids = new JsonParameters(json, "The body", "ids").Member("ids");
        return ids is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() is >= 1 and <= MostIds
            ? [.. array.EnumerateArray().Select(ImageIds.Read).Distinct()]
            : throw Wrong.Invalid($"ids is required: an array of 1 to {MostIds} image ids (UUIDs).");
    }
}

/// <summary>The images of an archive.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ZipBody([property: Description("1 to 1,000 image ids."), MinLength(1), MaxLength(1000)] IReadOnlyList<Guid> Ids);
