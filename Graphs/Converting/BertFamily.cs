using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Converting;

/// <summary>The text towers of AltCLIP and Chinese-CLIP as transformers has them. Their vision towers are CLIP's.</summary>
internal static class BertFamily
{
    private static readonly TransformerSpec AltDefaults = new(1024, 16, 24, 4096, Activation.Gelu, 1e-5f);
    private static readonly TransformerSpec ChineseDefaults = new(768, 12, 12, 3072, Activation.Gelu, 1e-12f);

    /// <summary>AltCLIP's: an XLM-RoBERTa, a normalisation and two projections.</summary>
    /// <param name="json">The tower's configuration.</param>
    /// <param name="dimension">The length of an embedding.</param>
    /// <param name="checkpoint">The tensors.</param>
    public static GraphBuilder AltText(ConfigJson json, int dimension, Checkpoint checkpoint)
    {
        var pad = json.Count("pad_token_id", 1);
        var spec = new BertSpec(
            Transformer(json, AltDefaults), json.Count("vocab_size", 250002), json.Count("max_position_embeddings", 514, Limits.Context),
            json.Count("type_vocab_size", 1, Limits.Context), pad, dimension);
        var (width, inner) = (spec.Transformer.Width, json.Count("project_dim", 768, Limits.Width));
        var weights = new TransformersWeights(checkpoint, spec.Transformer);
        return BertTower.Build(spec, new BertTensors(checkpoint, spec, "text_model.roberta").All(
            weights.Norm("text_model.pre_LN"),
            weights.Linear("text_model.transformation", inner, width),
            new(checkpoint.Take("text_projection.weight", dimension, inner))));
    }

    /// <summary>Chinese-CLIP's: a BERT and a projection.</summary>
    /// <inheritdoc cref="AltText"/>
    public static GraphBuilder ChineseText(ConfigJson json, int dimension, Checkpoint checkpoint)
    {
        var spec = new BertSpec(
            Transformer(json, ChineseDefaults), json.Count("vocab_size", 30522), json.Count("max_position_embeddings", 512, Limits.Context),
            json.Count("type_vocab_size", 2, Limits.Context), PadId: null, dimension);
        return BertTower.Build(spec, new BertTensors(checkpoint, spec, "text_model").All(
            after: null,
            new Linear(checkpoint.Take("text_projection.weight", dimension, spec.Transformer.Width))));
    }

    private static TransformerSpec Transformer(ConfigJson json, TransformerSpec absent) =>
        (json.Text("position_embedding_type") ?? "absolute") == "absolute"
            ? TransformersConfig.Transformer(json, absent)
            : throw json.NotSupported("position_embedding_type", "absolute");
}
