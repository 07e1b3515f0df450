using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models;

/// <summary>
/// A CLIP model's <c>config.json</c>. Numbers that published files leave out have the defaults of Hugging Face's <c>CLIPConfig</c>; only the
/// dimension is required.
/// </summary>
internal sealed record ModelConfig(string Path, string Id, int Dimension, int ContextLength, int? ImageSize, int? VocabularySize)
{
    private const int DefaultContext = 77;

    public static ModelConfig Read(string folder)
    {
        var json = ModelJson.Read(System.IO.Path.Combine(folder, "config.json"));
        if (json.Text("model_type") is var type && type != "clip")
        {
            throw new ModelException($"{json.Path}: model_type {type ?? "(none)"} is not supported; supported: clip.");
        }

        var text = json.Child("text_config");
        return new(
            json.Path,
            json.Text("_name_or_path") is { Length: > 0 } name ? name : System.IO.Path.GetFileName(folder),
            json.Count("projection_dim") ?? throw new ModelException($"{json.Path}: projection_dim is missing."),
            text.Count("max_position_embeddings") ?? DefaultContext,
            json.Child("vision_config").Count("image_size"),
            text.Count("vocab_size"));
    }

    public static string Graph(string folder, string file)
    {
        var path = System.IO.Path.Combine(folder, "onnx", file);
        return File.Exists(path) ? path : throw new ModelException($"{path}: the file is missing; a model folder needs both towers under onnx/.");
    }

    /// <summary>A graph and, for large models, the file beside it that contains the weights.</summary>
    public static IEnumerable<string> WithData(string graph) =>
        new[] { graph, graph + "_data", graph + ".data" }.Where(File.Exists);

    /// <summary>The other files that determine embeddings.</summary>
    public IEnumerable<string> Decisive(TokenizerFiles files)
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        string[] optional = ["preprocessor_config.json", "tokenizer_config.json", "special_tokens_map.json"];
        return [files.Vocabulary, files.Merges, .. optional.Select(name => System.IO.Path.Combine(folder, name)).Where(File.Exists)];
    }

    public void CheckTile(TileSpec tile)
    {
        if (ImageSize is { } size && size != tile.Size)
        {
            throw new ModelException($"{Path}: vision_config.image_size is {size}, but preprocessor_config.json crops to {tile.Size}.");
        }
    }

    public void CheckVocabulary(ClipTokenizer tokenizer, string file)
    {
        if (VocabularySize is { } size && tokenizer.VocabularySize > size)
        {
            throw new ModelException($"{file}: ids go up to {tokenizer.VocabularySize - 1}, but config.json says text_config.vocab_size {size}.");
        }
    }
}
