using System.Text.Json;
using Txt2Image.Graphs.Architectures;

namespace Txt2Image.Graphs.Converting;

/// <summary>
/// Reads open_clip's <c>model_cfg</c>. A key that is not listed here, and has a value, may change the result, so it is refused by name.
/// </summary>
internal static class OpenClipConfig
{
    private static readonly string[] Known =
        ["embed_dim", "quick_gelu", "vision_cfg", "text_cfg", "custom_text", "init_logit_scale", "init_logit_bias", "nonscalar_logit_scale"];

    private static readonly string[] KnownText =
    [
        "context_length", "vocab_size", "width", "heads", "layers", "mlp_ratio", "no_causal_mask", "pool_type", "eos_id", "pad_id", "act_kwargs",
        "norm_kwargs", "proj_type", "output_tokens", "final_ln_after_pool", "hf_tokenizer_name",
    ];

    private static readonly string[] KnownVision =
    [
        "image_size", "layers", "width", "head_width", "mlp_ratio", "patch_size", "pool_type", "act_kwargs", "norm_kwargs", "no_ln_pre",
        "patch_dropout", "output_tokens", "pos_embed_type", "final_ln_after_pool", "attn_pooler_queries", "attn_pooler_heads",
    ];

    /// <exception cref="ConversionException">An option is not supported.</exception>
    public static (TextSpec Text, VisionSpec Vision) Read(ConfigJson json)
    {
        AllowOnly(json, Known);
        var dimension = json.Count("embed_dim", most: Limits.Width);
        var activation = json.Flag("quick_gelu", absent: false) ? Activation.QuickGelu : Activation.Gelu;
        return (Text(json.Child("text_cfg"), dimension, activation), Vision(json.Child("vision_cfg"), dimension, activation));
    }

    /// <summary>An integer, or a height and an equal width.</summary>
    public static int Square(ConfigJson json, string key) => json.Find(key) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(static item => item.TryGetInt32(out var value) ? value : 0).ToArray()
            is [var height and > 0 and <= Limits.ImageSize, var width] && height == width ? height : throw json.NotSupported(key, "a square"),
        _ => json.Count(key, 224, Limits.ImageSize),
    };

    private static TextSpec Text(ConfigJson json, int dimension, Activation activation)
    {
        AllowOnly(json, KnownText);
        var width = json.Count("width", 512, Limits.Width);
        Require(json, "proj_type", "linear");
        var pooling = (json.Text("pool_type") ?? "argmax") switch
        {
            "argmax" => TextPooling.HighestId,
            "eos" => TextPooling.FirstEnd,
            "last" => TextPooling.Last,
            _ => throw json.NotSupported("pool_type", "argmax, eos, last"),
        };
        return new(
            Transformer(json, width, json.Count("heads", 8, Limits.Width), activation),
            json.Count("vocab_size", 49408),
            json.Count("context_length", 77, Limits.Context),
            !json.Flag("no_causal_mask", absent: false),
            pooling,
            json.Count("eos_id", 2),
            dimension,
            "text_embeds");
    }

    private static VisionSpec Vision(ConfigJson json, int dimension, Activation activation)
    {
        if (json.Find("layers") is { ValueKind: JsonValueKind.Array })
        {
            throw json.NotSupported("layers", "a number, of a vision transformer; a ResNet is not supported");
        }

        AllowOnly(json, KnownVision);
        Require(json, "pool_type", "tok");
        var (width, head) = (json.Count("width", 768, Limits.Width), json.Count("head_width", 64, Limits.Width));
        var (image, patch) = (Square(json, "image_size"), json.Count("patch_size", 16, Limits.ImageSize));
        return patch <= image && head <= width
            ? new(Transformer(json, width, width / head, activation), image, patch, dimension, "image_embeds")
            : throw json.NotSupported("patch_size", $"at most image_size {image}");
    }

    private static TransformerSpec Transformer(ConfigJson json, int width, int heads, Activation activation)
    {
        var norm = json.Child("norm_kwargs");
        AllowOnly(norm, ["eps"]);
        var act = json.Child("act_kwargs");
        AllowOnly(act, ["approximate"]);
        Require(act, "approximate", "none", "tanh");
        if (activation == Activation.Gelu && act.Text("approximate") == "tanh")
        {
            activation = Activation.GeluTanh;
        }

        var hidden = width * json.Number("mlp_ratio", 4);
        if (hidden is not (>= 1 and <= Limits.Width))
        {
            throw json.NotSupported("mlp_ratio", $"hidden layers of at most {Limits.Width}");
        }

        return width % heads == 0
            ? new(width, heads, json.Count("layers", 12, Limits.Layers), (int)hidden, activation, (float)norm.Number("eps", 1e-5))
            : throw json.NotSupported("width", $"a multiple of {heads}, the number of heads");
    }

    private static void Require(ConfigJson json, string key, params string[] words)
    {
        if (json.Has(key) && !words.Contains(json.Text(key), StringComparer.Ordinal))
        {
            throw json.NotSupported(key, string.Join(", ", words));
        }
    }

    private static void AllowOnly(ConfigJson json, string[] keys)
    {
        if (json.Keys.FirstOrDefault(key => json.IsSet(key) && !keys.Contains(key, StringComparer.Ordinal)) is { } other)
        {
            throw json.NotSupported(other, $"false or nothing; it may change embeddings. Known are {string.Join(", ", keys)}");
        }
    }
}
