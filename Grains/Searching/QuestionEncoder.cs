using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Searching;

/// <summary>Embeds a query: from the distributed cache, on a device, or from the embeddings of its terms.</summary>
internal sealed class QuestionEncoder(EncoderPool pool, SearchCache cache, ExampleReader examples, TermsEncoder terms, TimeProvider time)
{
    /// <param name="model">The model.</param>
    /// <param name="question">The query.</param>
    /// <param name="inputs">Everything that the query names by a hash, or nothing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<EncodedQuestion> EncodeAsync(
        ClipModel model, QueryKey question, ImmutableArray<QueryInput> inputs, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var encoded = question.IsText
            ? await EncodeTextAsync(model, question, cancellationToken)
            : await EncodeTermsAsync(model, question, inputs, cancellationToken);
        return encoded with { Milliseconds = time.GetElapsedTime(begun).TotalMilliseconds };
    }

    private async Task<EncodedQuestion> EncodeTextAsync(ClipModel model, QueryKey question, CancellationToken cancellationToken)
    {
        if (await cache.FindEmbeddingAsync(model.Fingerprint, question, model.Dimension) is { } kept)
        {
            return Done(kept);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var tokens = model.Tokenizer.Encode(question.Cleaned);
        var result = await pool.EncodeTextAsync(model.Fingerprint, ImmutableCollectionsMarshal.AsArray(tokens.Ids)!, cancellationToken);
        return Keep(model, question, result, tokens.Truncated);
    }

    private async Task<EncodedQuestion> EncodeTermsAsync(
        ClipModel model, QueryKey question, ImmutableArray<QueryInput> inputs, CancellationToken cancellationToken) =>
        question.ReadTerms().Terms switch
        {
            [{ Weight: 1, Kind: TermKind.Stored } stored] =>
                Done(new(await examples.ReadAsync(ExampleImage.Parse(stored.Content), cancellationToken), Truncated: false)),
            [{ Weight: 1, Kind: TermKind.Vector } vector] => Find(inputs, vector.Content) is { Embedding: { } unit }
                ? Done(new(unit.Span.ToArray(), Truncated: false))
                : EncodedQuestion.Incomplete,
            [{ Weight: 1, Kind: TermKind.Image } image] => await EncodeImageAsync(model, question, Find(inputs, image.Content), cancellationToken),
            var several => await terms.EncodeAsync(model, question.ReadCleaner(), several, inputs, cancellationToken),
        };

    private async Task<EncodedQuestion> EncodeImageAsync(ClipModel model, QueryKey question, QueryInput? input, CancellationToken cancellationToken)
    {
        if (await cache.FindEmbeddingAsync(model.Fingerprint, question, model.Dimension) is { } kept)
        {
            return Done(kept);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return input?.Tile is { } tile
            ? Keep(model, question, await pool.EncodeImageAsync(model.Fingerprint, tile, urgent: true, cancellationToken), truncated: false)
            : EncodedQuestion.Incomplete;
    }

    private EncodedQuestion Keep(ClipModel model, QueryKey question, EncodeResult result, bool truncated)
    {
        if (result.RetryAfter is { } retryAfter)
        {
            return EncodedQuestion.Refused(retryAfter);
        }

        var embedding = new QuestionEmbedding(result.Embedding.Span.ToArray(), truncated);
        _ = cache.KeepAsync(model.Fingerprint, question, embedding);
        return Done(embedding);
    }

    /// <summary>The input with this hash; null if the caller has sent none, to try whether a cache answers.</summary>
    private static QueryInput? Find(ImmutableArray<QueryInput> inputs, string hash) => inputs.IsEmpty ? null
        : inputs.FirstOrDefault(input => input.Hash == hash)
        ?? throw new Txt2ImageException(ErrorCode.InvalidRequest, $"The inputs of the query lack {hash}.");

    private static EncodedQuestion Done(QuestionEmbedding embedding) => new(embedding, null, 0);
}
