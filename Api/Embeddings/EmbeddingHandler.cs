using System.Runtime.InteropServices;
using System.Text.Json;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Requests;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Models;

namespace Txt2Image.Api.Embeddings;

/// <summary>Embeds texts and images for other programs, through the queues of the same devices as searches and uploads.</summary>
internal sealed class EmbeddingHandler(ServedModels models, EncoderPool encoders, ImagePreparer preparer, UploadGate gate)
{
    /// <summary>How many inputs of a request are under way at once: enough to fill a batch.</summary>
    private const int AtOnce = 64;

    public async Task<EmbeddingsBody> AnswerAsync(HttpContext http)
    {
        var cancellationToken = http.Deadline();
        using var memory = gate.Open();
        var request = EmbeddingInputs.Read(await ReadAsync(http.Request, memory, cancellationToken));
        var model = models.Named(request.Model);
        if (request.Dimensions is { } wanted && wanted != model.Dimension)
        {
            throw Wrong.Invalid($"dimensions must be {model.Dimension}, the length of the model's embeddings, not {wanted}.");
        }

        var results = new Encoded[request.Inputs.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0, results.Length, options, async (index, token) => results[index] = await EncodeAsync(request.Inputs[index], model, token));
        var tokens = results.Sum(result => result.Tokens);
        return new EmbeddingsBody(
            "list",
            [.. results.Select((result, index) => new EmbeddingBody("embedding", index, Shape(result.Embedding, request.IsBase64)))],
            model.Id,
            new UsageBody(tokens, tokens));
    }

    private static async Task<JsonElement> ReadAsync(HttpRequest request, UploadGate.UploadMemory memory, CancellationToken cancellationToken)
    {
        JsonBody.RequireJson(request);
        var body = await PartReader.ReadAsync(request.Body, EmbeddingEndpoints.BodyBytes, memory, cancellationToken);
        return body switch
        {
            { Bytes: { } bytes } => JsonBody.Parse(bytes, "The body"),
            { HasNoRoom: true } => throw UploadGate.Busy(),
            _ => throw new Txt2ImageException(
                ErrorCode.TooLarge, $"The body has more than {EmbeddingEndpoints.BodyBytes >> 20} MB: split the request."),
        };
    }

    private static object Shape(ReadOnlySpan<float> embedding, bool isBase64) =>
        isBase64 ? Convert.ToBase64String(MemoryMarshal.AsBytes(embedding)) : embedding.ToArray();

    private async ValueTask<Encoded> EncodeAsync(EmbeddingInput input, ClipModel model, CancellationToken cancellationToken)
    {
        if (input.Image is { } image)
        {
            var prepared = await preparer.PrepareAsync(image, model.Tile, cancellationToken);
            return Of(await encoders.EncodeImageAsync(model.Fingerprint, prepared.Tile, urgent: true, cancellationToken), 0);
        }

        var tokens = model.Tokenizer.Encode(QueryKey.FromText(model.Tokenizer, input.Text!).Cleaned);
        var ids = ImmutableCollectionsMarshal.AsArray(tokens.Ids)!;
        return Of(await encoders.EncodeTextAsync(model.Fingerprint, ids, cancellationToken), ids.Length);
    }

    private static Encoded Of(EncodeResult result, int tokens) => result.RetryAfter is { } retryAfter
        ? throw new Txt2ImageException(ErrorCode.Overloaded, "Too much is waiting to be embedded. Send the request again.")
        {
            RetryAfter = retryAfter,
        }
        : new Encoded(result.Embedding.Span.ToArray(), tokens);

    private readonly record struct Encoded(float[] Embedding, int Tokens);
}
