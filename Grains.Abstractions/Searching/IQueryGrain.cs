using System.Collections.Immutable;

namespace Txt2Image.Grains.Abstractions.Searching;

/// <summary>
/// A query. Its key is the query itself, without loss: <c>text/clip:red bicycle</c> is the text as cleaned by the tokenizer called clip, and
/// <c>terms/clip:</c> is followed by weighted terms: texts, stored images, and the hashes of images and embeddings. The grain runs equal queries once
/// and is their first cache.
/// </summary>
[Alias("txt2image.IQueryGrain")]
public interface IQueryGrain : IGrainWithStringKey
{
    /// <summary>Returns the images of one collection that are nearest to the query.</summary>
    /// <exception cref="Txt2ImageException">
    /// NotFound (the collection or an example was deleted), InvalidRequest (the terms cancel each other out), Unavailable, Timeout or Internal.
    /// Overload is reported as a result.
    /// </exception>
    [Alias("Search"), ResponseTimeout("00:00:06")]
    ValueTask<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken);

    /// <summary>Returns the query's embedding, as a term of another query.</summary>
    /// <param name="model">The fingerprint of the model.</param>
    /// <param name="inputs">Everything that the other query's key names by a hash, or nothing, to try whether a cache has it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Txt2ImageException">As for a search.</exception>
    [Alias("Embed"), ResponseTimeout("00:00:05")]
    ValueTask<TermEmbedding> EmbedAsync(string model, ImmutableArray<QueryInput> inputs, CancellationToken cancellationToken);
}
