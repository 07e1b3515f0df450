using Txt2Image.Graphs.Architectures;

namespace Txt2Image.Graphs.Converting;

/// <summary>Reads what the configurations of transformers' families have in common. What a file leaves out has the library's defaults.</summary>
internal static class TransformersConfig
{
    /// <param name="json">The tower's configuration.</param>
    /// <param name="absent">The defaults.</param>
    /// <exception cref="ConversionException">A value is not supported.</exception>
    public static TransformerSpec Transformer(ConfigJson json, TransformerSpec absent)
    {
        var spec = new TransformerSpec(
            json.Count("hidden_size", absent.Width, Limits.Width),
            json.Count("num_attention_heads", absent.Heads, Limits.Width),
            json.Count("num_hidden_layers", absent.Layers, Limits.Layers),
            json.Count("intermediate_size", absent.Hidden, Limits.Width),
            json.Has("hidden_act") ? ActivationOf(json) : absent.Activation,
            (float)json.Number("layer_norm_eps", absent.Epsilon));
        return spec.Width % spec.Heads == 0 ? spec : throw json.NotSupported("num_attention_heads", $"a divisor of hidden_size {spec.Width}");
    }

    /// <summary>The size of an image and of a patch.</summary>
    public static (int Image, int Patch) Sizes(ConfigJson json, int image, int patch)
    {
        if (json.Count("num_channels", 3) != 3)
        {
            throw json.NotSupported("num_channels", "3");
        }

        (image, patch) = (json.Count("image_size", image, Limits.ImageSize), json.Count("patch_size", patch, Limits.ImageSize));
        return patch <= image ? (image, patch) : throw json.NotSupported("patch_size", $"at most image_size {image}");
    }

    /// <summary>
    /// A tower's part of the configuration of both. Older files have a <c>…_config_dict</c>, which the library prefers.
    /// </summary>
    public static ConfigJson Tower(ConfigJson json, string tower) =>
        json.Child(json.Has($"{tower}_config_dict") ? $"{tower}_config_dict" : $"{tower}_config");

    private static Activation ActivationOf(ConfigJson json) => json.Text("hidden_act") switch
    {
        "quick_gelu" => Activation.QuickGelu,
        "gelu" => Activation.Gelu,
        "gelu_pytorch_tanh" => Activation.GeluTanh,
        _ => throw json.NotSupported("hidden_act", "quick_gelu, gelu, gelu_pytorch_tanh"),
    };
}
