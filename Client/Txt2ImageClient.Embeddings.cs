using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Client;

public sealed partial class Txt2ImageClient
{
    /// <summary>Embeds texts as a search does, without searching.</summary>
    /// <param name="texts">1 to 256 texts of 1 to 1,000 characters. Operators in them have no meaning.</param>
    /// <param name="model">The model, by name or fingerprint; that of new collections if not given.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>A unit vector for each text, in order. Its product with the embedding of an image of the same model is their cosine.</returns>
    /// <exception cref="ServerErrorException">InvalidRequest: a text is empty or too long, or the server does not run the model.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedTextsAsync(
        IReadOnlyList<string> texts, string? model = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var input = texts.Select(static text => new { text });
        var answer = await _sender.ReadAsync<Embeddings>(
            () => _sender.Request(HttpMethod.Post, "v1/embeddings", JsonContent.Create(new { input, model, encoding_format = "base64" })),
            cancellationToken).ConfigureAwait(false);
        return answer.Data?.Count == texts.Count && answer.Data.All(static one => one.Vector is not null)
            ? [.. answer.Data.OrderBy(static one => one.Index).Select(static one => one.Vector!.Value)]
            : throw _sender.Unexpected("the answer does not have an embedding for every text");
    }

    private sealed record Embeddings : ServerAnswer
    {
        public IReadOnlyList<Embedded>? Data { get; init; }
    }

    private sealed record Embedded
    {
        public int Index { get; init; }

        [JsonPropertyName("embedding")]
        [JsonConverter(typeof(EmbeddingJson))]
        public ReadOnlyMemory<float>? Vector { get; init; }
    }
}
