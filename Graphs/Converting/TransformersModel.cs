using System.Text.Json;
using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Converting;

/// <summary>
/// A checkpoint of transformers. Its towers are in one folder, or each in one of its own, as the classes with <c>WithProjection</c> save them.
/// </summary>
internal static class TransformersModel
{
    public const string ConfigName = "config.json";
    public const string Images = "preprocessor_config.json";
    private const string Clip = "clip", Siglip = "siglip", AltClip = "altclip", ChineseClip = "chinese_clip";

    /// <summary>A family that the server loads, but whose checkpoints are not converted.</summary>
    private const string Unsupported = "metaclip_2";

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        [Clip] = "CLIP", [Siglip] = "SigLIP", [AltClip] = "AltCLIP", [ChineseClip] = "Chinese-CLIP",
    };

    /// <param name="text">The folder of the text tower.</param>
    /// <param name="vision">The folder of the vision tower; may be the same.</param>
    /// <param name="open">Opens the weights.</param>
    public static ConvertedModel Read(string text, string vision, Func<string, Func<string, string>, Checkpoint> open)
    {
        var isOne = text == vision;
        var (textFamily, textJson, textRoot) = Part(text, "text");
        var (visionFamily, visionJson, visionRoot) = Part(vision, "vision");
        if (textFamily != visionFamily)
        {
            throw new ConversionException($"{vision}: its family is {visionFamily}, but that of {text} is {textFamily}.");
        }

        var textWeights = open(text, WeightFiles.Transformers);
        var visionWeights = isOne ? textWeights : open(vision, WeightFiles.Transformers);
        var (textDimension, visionDimension) = textFamily == Siglip
            ? (SiglipFamily.TextDimension(textJson), SiglipFamily.VisionDimension(visionJson))
            : (Dimension(textFamily, textRoot), Dimension(textFamily, visionRoot));
        if (textDimension != visionDimension)
        {
            throw new ConversionException(
                $"{textJson.Path}: its texts' embeddings have {textDimension} values, but images' have {visionDimension} ({visionJson.Path}). " +
                "The two towers do not belong together.");
        }

        var textGraph = textFamily switch
        {
            Clip => ClipFamily.Text(textJson, textDimension, BeginToken.IdOf(text), textWeights),
            AltClip => BertFamily.AltText(textJson, textDimension, textWeights),
            ChineseClip => BertFamily.ChineseText(textJson, textDimension, textWeights),
            _ => SiglipFamily.Text(textJson, textWeights),
        };
        var visionGraph = textFamily == Siglip
            ? SiglipFamily.Vision(visionJson, visionWeights)
            : ClipFamily.Vision(visionJson, visionDimension, visionWeights);
        textWeights.CheckAllTaken(isOne ? null : IsOfVision);
        visionWeights.CheckAllTaken(isOne ? null : IsOfText);
        return new(
            $"{Titles[textFamily]} of transformers, {textDimension} dimensions",
            [("onnx/text_model.onnx", textGraph), ("onnx/vision_model.onnx", visionGraph)],
            [.. TokenizerFiles.Of(text).Select(file => (Path.Combine(text, file), file)), (Preprocessor(vision), Images)],
            [(ConfigName, Config(textFamily, textDimension, textJson, visionJson))]);
    }

    private static bool IsOfText(string tensor) =>
        tensor.StartsWith("text_model.", StringComparison.Ordinal) || tensor == "text_projection.weight";

    private static bool IsOfVision(string tensor) =>
        tensor.StartsWith("vision_model.", StringComparison.Ordinal) || tensor == "visual_projection.weight";

    private static int Dimension(string family, ConfigJson json) =>
        json.Count("projection_dim", family == AltClip ? 768 : 512, Limits.Width);

    /// <summary>The family and the configuration of a tower, and the configuration that says how long embeddings are.</summary>
    private static (string Family, ConfigJson Tower, ConfigJson Root) Part(string folder, string tower)
    {
        var json = ConfigJson.Read(Path.Combine(folder, ConfigName));
        if (json.IsSet("quantization_config"))
        {
            throw new ConversionException($"{json.Path}: the checkpoint is quantized, which is not supported. Save it in float32 or float16.");
        }

        var type = json.Text("model_type");
        if (type is not null && Titles.ContainsKey(type))
        {
            return (type, TransformersConfig.Tower(json, tower), json);
        }

        foreach (var family in new[] { Clip, Siglip })
        {
            if (type == $"{family}_{tower}_model")
            {
                return (family, json, json);
            }

            if (type is not null && type.StartsWith($"{family}_", StringComparison.Ordinal) && type.EndsWith("_model", StringComparison.Ordinal))
            {
                throw new ConversionException(
                    $"{json.Path}: model_type {type} is not the {tower} tower. A model needs both: give the text tower's folder, and the vision " +
                    "tower's with --vision.");
            }
        }

        throw new ConversionException(type switch
        {
            "siglip2" => $"{json.Path}: model_type siglip2 is a SigLIP 2 NaFlex, whose image size varies, which is not supported.",
            Unsupported => $"{json.Path}: checkpoints of model_type {type} cannot be converted; take a repository that has its ONNX graphs.",
            _ => $"{json.Path}: model_type {type ?? "(none)"} is not supported; supported: {string.Join(", ", Titles.Keys)}, and the text and " +
                "vision halves of clip and siglip.",
        });
    }

    private static string Preprocessor(string folder) => File.Exists(Path.Combine(folder, Images))
        ? Path.Combine(folder, Images)
        : throw new ConversionException(
            $"{Path.Combine(folder, Images)}: the file is missing; it says how images are prepared. Copy it from the model that this one was made " +
            "from.");

    /// <summary>The configuration of both towers, as newer versions of the library write it.</summary>
    private static string Config(string family, int dimension, ConfigJson text, ConfigJson vision)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("model_type", family);
            if (family != Siglip)
            {
                json.WriteNumber("projection_dim", dimension);
            }

            json.WritePropertyName("text_config");
            json.WriteRawValue(text.Raw);
            json.WritePropertyName("vision_config");
            json.WriteRawValue(vision.Raw);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
