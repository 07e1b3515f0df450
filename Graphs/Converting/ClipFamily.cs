using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Converting;

/// <summary>CLIP as transformers has it: both towers, or one of them with its projection.</summary>
internal static class ClipFamily
{
    /// <summary>Older configurations name this end token. The library then pools at the highest id.</summary>
    private const int LegacyEnd = 2;

    private static readonly TransformerSpec TextDefaults = new(512, 8, 12, 2048, Activation.QuickGelu, 1e-5f);
    private static readonly TransformerSpec VisionDefaults = new(768, 12, 12, 3072, Activation.QuickGelu, 1e-5f);

    /// <param name="json">The tower's configuration.</param>
    /// <param name="dimension">The length of an embedding.</param>
    /// <param name="begin">The token that every text begins with; null if it is not known.</param>
    /// <param name="checkpoint">The tensors.</param>
    public static GraphBuilder Text(ConfigJson json, int dimension, int? begin, Checkpoint checkpoint)
    {
        var end = json.Has("eos_token_id") ? json.Count("eos_token_id") : 49407;
        var pooling = end == LegacyEnd ? TextPooling.HighestId : TextPooling.FirstEnd;
        var transformer = TransformersConfig.Transformer(json, TextDefaults);
        var spec = new TextSpec(
            transformer, json.Count("vocab_size", 49408), json.Count("max_position_embeddings", 77, Limits.Context), IsCausal: true, pooling, end,
            dimension, "text_embeds", begin);
        var weights = new TransformersWeights(checkpoint, transformer);
        return TextTower.Build(spec, new(
            checkpoint.Take("text_model.embeddings.token_embedding.weight", spec.Vocabulary, transformer.Width),
            checkpoint.Take("text_model.embeddings.position_embedding.weight", spec.Context, transformer.Width),
            weights.Blocks("text_model"),
            weights.Norm("text_model.final_layer_norm"),
            new(checkpoint.Take("text_projection.weight", dimension, transformer.Width))));
    }

    /// <param name="json">The tower's configuration.</param>
    /// <param name="dimension">The length of an embedding.</param>
    /// <param name="checkpoint">The tensors.</param>
    public static GraphBuilder Vision(ConfigJson json, int dimension, Checkpoint checkpoint)
    {
        var (image, patch) = TransformersConfig.Sizes(json, 224, 32);
        var transformer = TransformersConfig.Transformer(json, VisionDefaults);
        var spec = new VisionSpec(transformer, image, patch, dimension, "image_embeds");
        var weights = new TransformersWeights(checkpoint, transformer);
        return VisionTower.Build(spec, new(
            checkpoint.Take("vision_model.embeddings.patch_embedding.weight", transformer.Width, 3, patch, patch),
            PatchBias: null,
            checkpoint.Take("vision_model.embeddings.class_embedding", transformer.Width),
            checkpoint.Take("vision_model.embeddings.position_embedding.weight", spec.Patches + 1, transformer.Width),
            // The library's own spelling.
            weights.Norm("vision_model.pre_layrnorm"),
            weights.Blocks("vision_model"),
            weights.Norm("vision_model.post_layernorm"),
            Pooling: null,
            new(checkpoint.Take("visual_projection.weight", dimension, transformer.Width))));
    }
}
