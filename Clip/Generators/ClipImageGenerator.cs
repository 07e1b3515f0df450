using Microsoft.Extensions.AI;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Generators;

/// <summary>
/// Embeds image files as <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>. Vectors have length 1 and are in the same space as those of
/// <see cref="ClipTextGenerator"/>. Thread-safe.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="towers">Its towers, which the caller disposes of.</param>
/// <param name="preparer">What checks and decodes the files.</param>
public sealed class ClipImageGenerator(ClipModel model, ITowers towers, ImagePreparer preparer) : IEmbeddingGenerator<DataContent, Embedding<float>>
{
    /// <summary>Embeds images in batches.</summary>
    /// <param name="values">The bytes of image files. Their media types are not used: the bytes show what they are.</param>
    /// <param name="options">
    /// <see cref="EmbeddingGenerationOptions.Dimensions"/> can only be the model's own, and <see cref="EmbeddingGenerationOptions.ModelId"/> its
    /// name or fingerprint.
    /// </param>
    /// <param name="cancellationToken">Stops before the next batch.</param>
    /// <returns>One vector for each image, in order.</returns>
    /// <exception cref="ArgumentException">The options ask for another model or dimension.</exception>
    /// <exception cref="ImageException">An image is rejected.</exception>
    /// <exception cref="ModelException">The run failed.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<DataContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Generation.Check(model, options);
        List<float[]> vectors = [];
        foreach (var batch in values.Chunk(Generation.BatchSize))
        {
            var prepared = await Task.WhenAll(batch.Select(image => preparer.PrepareAsync(image.Data, model.Tile, cancellationToken)))
                .ConfigureAwait(false);
            vectors.AddRange(await Task.Run(
                () => towers.EncodeImages([.. prepared.Select(image => (ReadOnlyMemory<byte>)image.Tile)]), cancellationToken).ConfigureAwait(false));
        }

        return Generation.Of(model, vectors, tokens: null);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => Generation.Service(this, model, serviceType, serviceKey);

    /// <summary>Does nothing: the towers belong to the caller.</summary>
    public void Dispose()
    {
        // The interface requires it.
    }
}
