using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;

namespace Txt2Image.Api.Collections;

/// <summary>The history of a collection's writes, for a client that remembers what it has sent.</summary>
internal static class History
{
    public static void MapHistory(this IEndpointRouteBuilder group) => group.MapRead("/{collection}/history", GetAsync)
        .WithSummary("Get the history of a collection's writes")
        .WithDescription(
            "A version is `EPOCH-NUMBER-RANDOM`. A write whose version has a number that is in none of these epochs is lost: the store was restored "
            + "from an older backup, and what that write added has to be sent again. Only the latest epochs are kept: a number below them all says "
            + "nothing.")
        .Fails(404, 503, 504);

    private static async Task<Ok<HistoryBody>> GetAsync(
        [Description("The collection's name.")] string collection, HttpContext http, GrainClient grains)
    {
        var cancellationToken = http.Deadline();
        var history = await grains.FindHistoryAsync(collection, cancellationToken)
            ?? throw await grains.MissingAsync(collection, cancellationToken);
        return TypedResults.Ok(
            new HistoryBody(history.Version, [.. history.Epochs.Select(epoch => new EpochBody(epoch.Name, epoch.First, epoch.Last))]));
    }
}

/// <summary>The history of a collection's writes.</summary>
internal sealed record HistoryBody(
    [property: Description("The collection's version.")] string Version,
    [property: Description("The latest epochs, oldest first, at most 200.")] IReadOnlyList<EpochBody> Epochs);

/// <summary>Writes that one process made, one after the other.</summary>
internal sealed record EpochBody(
    [property: Description("What their versions begin with.")] string Epoch,
    [property: Description("The number of the first.")] long First,
    [property: Description("The number of the last.")] long Last);
