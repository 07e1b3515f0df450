using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Collections.Verifying;

internal static class VerifyEndpoint
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 1000;

    public static void MapVerify(this IEndpointRouteBuilder group) => group.MapPost("/{collection}/verify", VerifyAsync)
        .WithSummary("Verify a page of a collection")
        .WithDescription(
            """
            Compares points and stored bytes in the order of their ids. It finds points without bytes or thumbnail, bytes without a point (older than
            ten minutes, because an upload stores its bytes first), and embeddings that are not unit vectors of the collection's dimension. With
            `deep`, it also finds originals whose bytes do not match their id, and previews and thumbnails that cannot be decoded. `repair` deletes
            points without bytes (their names are returned, so that the files can be added again) and bytes without a point, and creates missing
            thumbnails. A page may end before its limit: send `next` as `after` until it is null.
            """)
        .Body<VerifyBody>(Examples.Verify, required: false)
        .Answers<VerifiedBody>(Examples.Verified)
        .Fails(400, 404, 415, 503, 504, 507);

    private static async Task<Ok<VerifiedBody>> VerifyAsync(
        [Description("The collection's name.")] string collection,
        HttpContext http,
        GrainClient grains,
        Verifier verifier)
    {
        var cancellationToken = http.Deadline();
        var page = await ReadAsync(http.Request, cancellationToken);
        var found = await grains.GetCollectionAsync(collection, fresh: true, cancellationToken);
        return TypedResults.Ok(await verifier.VerifyAsync(found, page, cancellationToken));
    }

    private static async Task<VerifyPage> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!JsonBody.IsThere(request))
        {
            return new VerifyPage(null, DefaultLimit, Deep: false, Repair: false);
        }

        var json = await JsonBody.ReadAsync(request, cancellationToken);
        var asked = new JsonParameters(json, "The body", "after", "limit", "deep", "repair");
        return new VerifyPage(
            asked.Id("after"), asked.Whole("limit", 1, MaxLimit) ?? DefaultLimit, asked.Truth("deep") ?? false, asked.Truth("repair") ?? false);
    }
}

/// <summary>The page that a request asks for.</summary>
internal readonly record struct VerifyPage(Guid? After, int Limit, bool Deep, bool Repair);
