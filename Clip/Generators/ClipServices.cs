using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Generators;

/// <summary>Adds a model and its generators to a program's services.</summary>
public static class ClipServices
{
    /// <summary>
    /// Adds <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> for texts and for images, and what they use: <see cref="ClipModel"/>,
    /// <see cref="ITowers"/> and <see cref="ImagePreparer"/>, all as singletons. The model is loaded when the first of them is needed.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="model">The model's folder and choices.</param>
    /// <param name="device">Where it runs; the processor by default.</param>
    /// <param name="inference">How it runs.</param>
    /// <param name="limits">The limits for images.</param>
    public static IServiceCollection AddClip(
        this IServiceCollection services,
        ModelOptions model,
        DeviceName device = default,
        InferenceOptions? inference = null,
        ImageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(model);
        services.AddSingleton(_ => new ImagePreparer(limits ?? new ImageLimits()));
        services.AddSingleton(provider => ClipModel.Load(model, provider.GetRequiredService<ImagePreparer>().PreprocessingVersion));
        services.AddSingleton<ITowers>(provider =>
            OnnxTowers.Load(provider.GetRequiredService<ClipModel>(), device, inference ?? new InferenceOptions()));
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>, ClipTextGenerator>();
        services.AddSingleton<IEmbeddingGenerator<DataContent, Embedding<float>>, ClipImageGenerator>();
        return services;
    }
}
