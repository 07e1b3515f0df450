using Txt2Image.Api.Reference;

namespace Txt2Image.Api.Search.Watching;

internal static class WatchEndpoint
{
    public static void MapWatch(this IEndpointRouteBuilder group) =>
        group.MapRead("/watch", static (HttpContext http, WatchHandler watches) => watches.WatchAsync(http))
            .WithSummary("Watch for new images that match")
            .WithDescription(
                """
                Server-Sent Events that do not end. `watching` is the first; `image`, whose data is a hit, is sent for each image that is added and
                matches, usually within half a second and through whichever server it was added; `gap` says that some may be missing, so search again;
                `problem` is the last, with why the stream ends. Changes of images are not reported. Send the last `id` as `Last-Event-ID` to go on
                from there, as `EventSource` does: the server remembers the last 100,000 changes while the collection's writer stays where it is.
                """)
            .Query(SearchParameterDocs.OfWatch)
            .Streams<HitBody>("text/event-stream", "Events; the data of an image is a hit.", Examples.Event)
            .Fails(400, 404, 429, 503, 504);
}
