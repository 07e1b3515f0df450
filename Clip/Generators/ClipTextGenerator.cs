using Microsoft.Extensions.AI;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Generators;

/// <summary>
/// Embeds texts as <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>, for programs that use Microsoft.Extensions.AI. Vectors have length 1 and
/// are in the same space as those of <see cref="ClipImageGenerator"/>. Thread-safe; calls at the same time run one after the other.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="towers">Its towers, which the caller disposes of.</param>
public sealed class ClipTextGenerator(ClipModel model, ITowers towers) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Embeds texts in batches. A text longer than the model's context is cut.</summary>
    /// <param name="values">The texts.</param>
    /// <param name="options">
    /// <see cref="EmbeddingGenerationOptions.Dimensions"/> can only be the model's own, and <see cref="EmbeddingGenerationOptions.ModelId"/> its
    /// name or fingerprint.
    /// </param>
    /// <param name="cancellationToken">Stops before the next batch.</param>
    /// <returns>One vector for each text, in order, and how many tokens were read.</returns>
    /// <exception cref="ArgumentException">The options ask for another model or dimension, or a text is too long to be cleaned.</exception>
    /// <exception cref="ModelException">The run failed.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Generation.Check(model, options);
        return Task.Run(() => Generate([.. values], cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => Generation.Service(this, model, serviceType, serviceKey);

    /// <summary>Does nothing: the towers belong to the caller.</summary>
    public void Dispose()
    {
        // The interface requires it.
    }

    private GeneratedEmbeddings<Embedding<float>> Generate(string[] texts, CancellationToken cancellationToken)
    {
        int[][] tokens = [.. texts.Select(text => model.Tokenizer.Encode(model.Tokenizer.Clean(text)).Ids.ToArray())];

        // A batch is padded to its longest text, so texts of similar length belong together.
        var order = Enumerable.Range(0, texts.Length).OrderBy(index => tokens[index].Length).ToArray();
        var vectors = new float[texts.Length][];
        foreach (var batch in order.Chunk(Generation.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var encoded = towers.EncodeTexts([.. batch.Select(index => (ReadOnlyMemory<int>)tokens[index])]);
            for (var i = 0; i < batch.Length; i++)
            {
                vectors[batch[i]] = encoded[i];
            }
        }

        return Generation.Of(model, vectors, tokens.Sum(text => text.Length));
    }
}
