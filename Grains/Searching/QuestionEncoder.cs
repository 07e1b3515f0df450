using System.Runtime.InteropServices;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Searching;

/// <summary>The embedding of a query, or when to try again.</summary>
internal sealed record EncodedQuestion(QuestionEmbedding? Embedding, TimeSpan? RetryAfter, double Milliseconds);

/// <summary>Embeds a query: from the distributed cache, or on a device.</summary>
internal sealed class QuestionEncoder(EncoderPool pool, SearchCache cache, TimeProvider time)
{
    public async Task<EncodedQuestion> EncodeAsync(ClipModel model, QueryKey question, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        if (await cache.FindEmbeddingAsync(model.Fingerprint, question, model.Dimension) is { } kept)
        {
            return Done(kept);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var tokens = model.Tokenizer.Encode(question.Cleaned);
        var result = await pool.EncodeTextAsync(model.Fingerprint, ImmutableCollectionsMarshal.AsArray(tokens.Ids)!, cancellationToken);
        if (result.RetryAfter is { } retryAfter)
        {
            return new EncodedQuestion(null, retryAfter, 0);
        }

        var embedding = new QuestionEmbedding(result.Embedding.Span.ToArray(), tokens.Truncated);
        _ = cache.KeepAsync(model.Fingerprint, question, embedding);
        return Done(embedding);

        EncodedQuestion Done(QuestionEmbedding made) => new(made, null, time.GetElapsedTime(begun).TotalMilliseconds);
    }
}
