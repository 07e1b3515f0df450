using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Security;

namespace Txt2Image.Api.Embeddings;

/// <summary>Embeddings for other programs, in the shape of OpenAI's API, so that its clients work.</summary>
internal static class EmbeddingEndpoints
{
    /// <summary>The largest body.</summary>
    public const int BodyBytes = 64 << 20;

    public static void AddEmbeddings(this WebApplicationBuilder builder) => builder.Services.AddSingleton<EmbeddingHandler>();

    public static void MapEmbeddings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Embeddings").WithDeadline().WithKnownParametersOnly();

        group.MapPost("/embeddings", PostAsync)
            .ChangesNothing()
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytes))
            .WithSummary("Embed texts and images")
            .WithDescription(
                """
                For programs that need embeddings and no collection; the shape is that of OpenAI's API. Texts and images of one model are in the same
                space. A vector has length 1, so the product of two is their cosine. Requests go through the same queues as searches: they are
                batched, and rejected with 429 when the devices are busy. A text longer than the model's context is cut.
                """)
            .Body<EmbeddingRequestBody>(Examples.EmbeddingRequest)
            .Answers<EmbeddingsBody>(Examples.Embeddings)
            .Fails(400, 413, 415, 422, 429, 503, 504);
    }

    private static async Task<Ok<EmbeddingsBody>> PostAsync(HttpContext http, EmbeddingHandler embeddings) =>
        TypedResults.Ok(await embeddings.AnswerAsync(http));
}
