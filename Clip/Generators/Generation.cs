using Microsoft.Extensions.AI;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Generators;

/// <summary>What the generators of texts and images share.</summary>
internal static class Generation
{
    /// <summary>The most items in one run: more are no faster on a processor, and take more memory.</summary>
    public const int BatchSize = 32;

    private const string Provider = "txt2image";

    /// <exception cref="ArgumentException">The options ask for what this model does not have.</exception>
    public static void Check(ClipModel model, EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is { } dimensions && dimensions != model.Dimension)
        {
            throw new ArgumentException($"The model {model.Id} has embeddings of {model.Dimension} values, not {dimensions}.", nameof(options));
        }

        if (options?.ModelId is { } id && id != model.Id && id != model.Fingerprint)
        {
            throw new ArgumentException($"This is the model {model.Id}, not {id}.", nameof(options));
        }
    }

    public static object? Service<T>(T generator, ClipModel model, Type serviceType, object? serviceKey)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata(Provider, null, model.Id, model.Dimension)
            : serviceType.IsInstanceOfType(model) ? model
            : serviceType.IsInstanceOfType(generator) ? generator
            : null;
    }

    public static GeneratedEmbeddings<Embedding<float>> Of(ClipModel model, IEnumerable<float[]> vectors, int? tokens) =>
        new(vectors.Select(vector => new Embedding<float>(vector) { ModelId = model.Id }))
        {
            Usage = tokens is { } count ? new UsageDetails { InputTokenCount = count, TotalTokenCount = count } : null,
        };
}
