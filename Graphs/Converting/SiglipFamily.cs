using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Converting;

/// <summary>SigLIP, and SigLIP 2 of fixed image size, as transformers has them.</summary>
internal static class SiglipFamily
{
    private const string Output = "pooler_output";
    private static readonly TransformerSpec Defaults = new(768, 12, 12, 3072, Activation.GeluTanh, 1e-6f);

    /// <summary>The length of a text's embedding.</summary>
    public static int TextDimension(ConfigJson json) => json.Count("projection_size", VisionDimension(json), Limits.Width);

    /// <summary>The length of an image's embedding.</summary>
    public static int VisionDimension(ConfigJson json) => json.Count("hidden_size", Defaults.Width, Limits.Width);

    /// <param name="json">The tower's configuration.</param>
    /// <param name="checkpoint">The tensors.</param>
    public static GraphBuilder Text(ConfigJson json, Checkpoint checkpoint)
    {
        var transformer = TransformersConfig.Transformer(json, Defaults);
        var spec = new TextSpec(
            transformer, json.Count("vocab_size", 32000), json.Count("max_position_embeddings", 64, Limits.Context), IsCausal: false,
            TextPooling.Last, EndId: 0, TextDimension(json), Output);
        var weights = new TransformersWeights(checkpoint, transformer);
        return TextTower.Build(spec, new(
            checkpoint.Take("text_model.embeddings.token_embedding.weight", spec.Vocabulary, transformer.Width),
            checkpoint.Take("text_model.embeddings.position_embedding.weight", spec.Context, transformer.Width),
            weights.Blocks("text_model"),
            weights.Norm("text_model.final_layer_norm"),
            weights.Linear("text_model.head", spec.Dimension, transformer.Width)));
    }

    /// <param name="json">The tower's configuration.</param>
    /// <param name="checkpoint">The tensors.</param>
    public static GraphBuilder Vision(ConfigJson json, Checkpoint checkpoint)
    {
        if (!json.Flag("vision_use_head", absent: true))
        {
            throw json.NotSupported("vision_use_head", "true");
        }

        var (image, patch) = TransformersConfig.Sizes(json, 224, 16);
        var transformer = TransformersConfig.Transformer(json, Defaults);
        var spec = new VisionSpec(transformer, image, patch, transformer.Width, Output);
        var weights = new TransformersWeights(checkpoint, transformer);
        return VisionTower.Build(spec, new(
            checkpoint.Take("vision_model.embeddings.patch_embedding.weight", transformer.Width, 3, patch, patch),
            checkpoint.Take("vision_model.embeddings.patch_embedding.bias", transformer.Width),
            ClassToken: null,
            checkpoint.Take("vision_model.embeddings.position_embedding.weight", spec.Patches, transformer.Width),
            Before: null,
            weights.Blocks("vision_model"),
            weights.Norm("vision_model.post_layernorm"),
            new(
                checkpoint.Take("vision_model.head.probe", 1, 1, transformer.Width),
                TorchAttention.Take(checkpoint, "vision_model.head.attention", transformer.Width),
                weights.Norm("vision_model.head.layernorm"),
                weights.Mlp("vision_model.head.mlp")),
            Projection: null));
    }
}
