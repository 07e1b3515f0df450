using System.Text.Json;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Converting;

/// <summary>A checkpoint of open_clip. It is written in Immich's layout, which keeps what open_clip does with texts and images.</summary>
internal static class OpenClipModel
{
    public const string ConfigName = "open_clip_config.json";
    private const string Model = "model_cfg", Images = "preprocess_cfg";
    private static readonly double[] ClipMean = [0.48145466, 0.4578275, 0.40821073];
    private static readonly double[] ClipStd = [0.26862954, 0.26130258, 0.27577711];

    /// <summary>
    /// Whether a folder is read as a checkpoint of open_clip. Some have the same weights for transformers too; open_clip's configuration says more
    /// about texts and images.
    /// </summary>
    /// <param name="has">Whether the folder has a file.</param>
    public static bool IsChosen(Func<string, bool> has) =>
        has(ConfigName) && (has(WeightFiles.OpenClip) || !has(TransformersModel.ConfigName));

    /// <param name="folder">The checkpoint.</param>
    /// <param name="open">Opens the weights.</param>
    public static ConvertedModel Read(string folder, Func<string, Func<string, string>, Checkpoint> open)
    {
        var json = ConfigJson.Read(Path.Combine(folder, ConfigName));
        var config = json.Has(Model) ? json.Child(Model) : throw new ConversionException($"{json.Path}: {Model} is missing.");
        var (text, vision) = OpenClipConfig.Read(config);
        var preprocessing = Preprocessing(json.Child(Images), vision.ImageSize);
        var checkpoint = open(folder, WeightFiles.OfOpenClip);
        var textGraph = OpenClipFamily.Text(text with { BeginId = BeginToken.IdOf(folder) }, checkpoint);
        var visionGraph = OpenClipFamily.Vision(vision, hasNormBefore: !config.Child("vision_cfg").Flag("no_ln_pre", absent: false), checkpoint);
        checkpoint.CheckAllTaken();
        return new(
            $"CLIP of open_clip, {text.Dimension} dimensions",
            [("textual/model.onnx", textGraph), ("visual/model.onnx", visionGraph)],
            [.. TokenizerFiles.Of(folder).Select(file => (Path.Combine(folder, file), $"textual/{file}"))],
            [("config.json", config.Raw), ("visual/preprocess_cfg.json", preprocessing)]);
    }

    /// <summary>How images are prepared, with open_clip's defaults for what the file leaves out.</summary>
    private static string Preprocessing(ConfigJson json, int imageSize)
    {
        Require(json, "mode", "RGB");
        Require(json, "resize_mode", "shortest", "squash");
        Require(json, "interpolation", "bicubic", "bilinear");
        var size = json.Has("size") ? OpenClipConfig.Square(json, "size") : imageSize;
        if (size != imageSize)
        {
            throw json.NotSupported("size", $"the model's own image size, {imageSize}");
        }

        return JsonSerializer.Serialize(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["size"] = new[] { size, size },
                ["mode"] = "RGB",
                ["mean"] = (object?)json.Find("mean") ?? ClipMean,
                ["std"] = (object?)json.Find("std") ?? ClipStd,
                ["interpolation"] = json.Text("interpolation") ?? "bicubic",
                ["resize_mode"] = json.Text("resize_mode") ?? "shortest",
            },
            ConvertedJson.Options);
    }

    /// <summary>The first of the words is the default.</summary>
    private static void Require(ConfigJson json, string key, params string[] words)
    {
        if (json.Text(key) is { } word && !words.Contains(word, StringComparer.Ordinal))
        {
            throw json.NotSupported(key, string.Join(", ", words));
        }
    }
}
