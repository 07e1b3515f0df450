using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models.Layouts;

/// <summary>
/// The configuration files of transformers: <c>config.json</c>, <c>preprocessor_config.json</c> and a tokenizer. Numbers that published files leave
/// out have the defaults of the library.
/// </summary>
internal static class HuggingFaceLayout
{
    /// <summary>A family's tokenizer and text length.</summary>
    private static readonly Dictionary<string, TextRules> Families = new(StringComparer.Ordinal)
    {
        ["clip"] = new(TokenizerKind.ClipBpe, 77),
        ["siglip"] = new(TokenizerKind.Siglip, 64, PadsToContext: true),
        ["altclip"] = new(TokenizerKind.XlmRoberta, 77),
        ["chinese_clip"] = new(TokenizerKind.WordPiece, 52),
        ["metaclip_2"] = new(TokenizerKind.XlmRoberta, 77),
    };

    /// <summary>Families whose text tower has more positions than it was trained with.</summary>
    private static readonly string[] LongerThanTrained = ["altclip", "chinese_clip"];

    /// <param name="place">Where the files are.</param>
    /// <param name="graphs">The graphs of the text and of the vision tower.</param>
    /// <param name="options">The choices.</param>
    public static ModelDescription Read(Place place, (TowerGraph Text, TowerGraph Vision) graphs, ModelOptions options)
    {
        var json = ModelJson.Read(Path.Combine(place.Configuration, "config.json"));
        var type = json.Text("model_type");
        if (type is null || !Families.TryGetValue(type, out var rules))
        {
            throw new ModelException(type == "siglip2"
                ? $"{json.Path}: model_type siglip2 is a SigLIP 2 NaFlex, whose image size varies, which is not supported; use one of fixed size."
                : $"{json.Path}: model_type {type ?? "(none)"} is not supported; supported: {string.Join(", ", Families.Keys)}.");
        }

        var siglip = type == "siglip";
        var text = json.Child("text_config");
        var context = LongerThanTrained.Contains(type, StringComparer.Ordinal) ? null : text.Count("max_position_embeddings");
        var preprocessor = ModelJson.Read(Path.Combine(place.Images, "preprocessor_config.json"));
        var image = PreprocessorConfig.Read(preprocessor);
        if (json.Child("vision_config").Count("image_size") is { } size && size != image.Tile.Size)
        {
            throw new ModelException(
                $"{json.Path}: vision_config.image_size is {size}, but preprocessor_config.json makes tiles of {image.Tile.Size}.");
        }

        return new()
        {
            Id = json.Text("_name_or_path") is { Length: > 0 } name ? name : place.Name,
            Text = TokenizerConfig.Read(place.Tokenizer, rules with { ContextLength = context ?? rules.ContextLength }, options),
            Image = image,
            TextGraph = graphs.Text,
            VisionGraph = graphs.Vision,
            Dimension = Named(json, "projection_dim") ?? (siglip ? Named(json.Child("vision_config"), "hidden_size", "vision_config.") : null),
            VocabularySize = Named(text, "vocab_size", "text_config."),
            PoolerIsEmbedding = siglip,
            Configuration = [preprocessor.Path, .. TokenizerConfig.Files(place.Tokenizer)],
        };
    }

    private static (int, string)? Named(ModelJson json, string key, string path = "") =>
        json.Count(key) is { } value ? (value, $"{Path.GetFileName(json.Path)} says {path}{key} {value}") : null;

    /// <summary>Where the files of a model are.</summary>
    /// <param name="Name">Its name, unless its configuration has one.</param>
    /// <param name="Configuration">The folder of <c>config.json</c>.</param>
    /// <param name="Tokenizer">The folder of the tokenizer's files.</param>
    /// <param name="Images">The folder of <c>preprocessor_config.json</c>.</param>
    internal sealed record Place(string Name, string Configuration, string Tokenizer, string Images)
    {
        public Place(string name, string folder)
            : this(name, folder, folder, folder)
        {
        }
    }
}
