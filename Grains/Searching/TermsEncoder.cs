using System.Collections.Immutable;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions.Searching;
using Txt2Image.Grains.Client;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Embeds weighted terms. Each term is a query of its own, whose grain embeds it: so equal terms of all queries are embedded once, and share their
/// caches with plain queries.
/// </summary>
internal sealed class TermsEncoder(IGrainFactory grains)
{
    private readonly QuestionGrains _questions = new(grains);

    public async Task<EncodedQuestion> EncodeAsync(
        ClipModel model,
        string cleaner,
        ImmutableArray<QueryTerm> terms,
        ImmutableArray<QueryInput> inputs,
        CancellationToken cancellationToken)
    {
        var parts = await Task.WhenAll(terms.Select(term => EmbedAsync(model, cleaner, term, inputs, cancellationToken)));
        if (parts.Max(part => part.RetryAfter) is { } retryAfter)
        {
            return EncodedQuestion.Refused(retryAfter);
        }

        if (parts.Any(part => part.NeedsInputs))
        {
            return EncodedQuestion.Incomplete;
        }

        var sum = WeightedSum.Of(
            [.. terms.Zip(parts, (term, part) => (term.Weight, (ReadOnlyMemory<float>)part.Embedding!.Value.Span.ToArray()))]);
        return new EncodedQuestion(new QuestionEmbedding(sum, parts.Any(part => part.Truncated)), null, 0);
    }

    private Task<TermEmbedding> EmbedAsync(
        ClipModel model, string cleaner, QueryTerm term, ImmutableArray<QueryInput> inputs, CancellationToken cancellationToken)
    {
        var alone = QueryKey.FromTerms(cleaner, QueryTerms.Of([term with { Weight = 1 }], withExamples: false));
        return Retry.CallAsync(
            (Grain: _questions.Of(alone), model.Fingerprint, inputs),
            static (call, token) => call.Grain.EmbedAsync(call.Fingerprint, call.inputs, token),
            cancellationToken).AsTask();
    }
}
