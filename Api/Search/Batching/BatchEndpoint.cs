using Microsoft.AspNetCore.Mvc;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Security;

namespace Txt2Image.Api.Search.Batching;

internal static class BatchEndpoint
{
    public static void MapBatch(this IEndpointRouteBuilder group) =>
        group.MapPost("/batch", static (HttpContext http, BatchHandler batches) => batches.AnswerAsync(http))
            .ChangesNothing()
            .WithMetadata(new RequestSizeLimitAttribute(PostedSearch.JsonBytes))
            .WithSummary("Answer many searches in one request")
            .WithDescription(
                """
                The answer is a stream of lines, each a JSON object with the `index` of a search and its `answer`, or the `problem` with which it
                failed; the others are answered. Lines are sent as answers are ready, or with `order` `asked` in the order of the searches. A few
                searches are in progress at once, each with the deadline of a search; while the server is busy they wait, as long as the deadline
                allows. When the client disconnects, the rest is not done.
                """)
            .Body<BatchBody>(Examples.Batch)
            .Streams<BatchLineBody>(BatchHandler.MediaType, "One line for each search.", Examples.BatchLine)
            .Fails(400, 413, 415, 429);
}
