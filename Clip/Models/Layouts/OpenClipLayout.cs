using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models.Layouts;

/// <summary>
/// Immich's export of open_clip's models: <c>config.json</c> with open_clip's configuration, <c>textual</c> with the text tower and its tokenizer,
/// <c>visual</c> with the vision tower and <c>preprocess_cfg.json</c>.
/// </summary>
internal static class OpenClipLayout
{
    private const int DefaultContext = 77;

    public static ModelDescription Read(string name, string folder, ModelOptions options)
    {
        var json = ModelJson.Read(Path.Combine(folder, "config.json"));
        var text = json.Child("text_cfg");
        var (textual, visual) = (Path.Combine(folder, "textual"), Path.Combine(folder, "visual"));
        var preprocess = ModelJson.Read(Path.Combine(visual, "preprocess_cfg.json"));
        var rules = new TextRules(
            TokenizerKind.ClipBpe,
            text.Count("context_length") ?? DefaultContext,
            IsOpenClip: true,
            PadsToContext: text.Flag("no_causal_mask", absent: false));
        return new()
        {
            Id = name,
            Text = TokenizerConfig.Read(textual, rules, options),
            Image = Image(preprocess),
            TextGraph = new(GraphFiles.Choose(textual, "model", options.Variant)),
            VisionGraph = new(GraphFiles.Choose(visual, "model", options.Variant)),
            Dimension = json.Count("embed_dim") is { } value ? (value, $"config.json says embed_dim {value}") : null,
            VocabularySize = text.Count("vocab_size") is { } size ? (size, $"config.json says text_cfg.vocab_size {size}") : null,
            Configuration = [preprocess.Path, .. TokenizerConfig.Files(textual)],
        };
    }

    private static ImageSide Image(ModelJson json)
    {
        var size = Size(json);
        var squash = json.Choice("resize_mode", "shortest", "squash") == 1;
        var bilinear = json.Choice("interpolation", "bicubic", "bilinear") == 1;
        return new(
            new(size, size, TorchvisionCrop: true, squash, bilinear ? Resampling.Bilinear : Resampling.Bicubic),
            ChannelStatistics.Read(json, "mean", "std", 1 / 255.0));
    }

    /// <summary>An integer, or a height and a width.</summary>
    private static int Size(ModelJson json)
    {
        if (!json.IsList("size"))
        {
            return json.Count("size") ?? throw new ModelException($"{json.Path}: size is missing.");
        }

        var size = json.Numbers("size", 2)!;
        return size[0] == size[1] && size[0] is >= 1 and <= 4096 ? (int)size[0] : throw json.Wrong("size", "a square", string.Join(" x ", size));
    }
}
