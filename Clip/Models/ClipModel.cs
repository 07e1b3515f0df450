using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models;

/// <summary>
/// A CLIP model's folder, read and checked, without its sessions. The layout is Hugging Face's, as exported for transformers.js: <c>config.json</c>,
/// <c>preprocessor_config.json</c>, <c>vocab.json</c>, <c>merges.txt</c>, <c>onnx/text_model.onnx</c> and <c>onnx/vision_model.onnx</c>. Small,
/// immutable and thread-safe.
/// </summary>
public sealed class ClipModel
{
    private readonly KnownWords _known;

    private ClipModel(string folder, ModelConfig config, TokenizerFiles files, KnownWords known, string? preprocessing)
    {
        _known = known;
        Folder = folder;
        Id = config.Id;
        Dimension = config.Dimension;
        (Tile, Normalization) = PreprocessorConfig.Read(ModelJson.Read(Path.Combine(folder, "preprocessor_config.json")));
        config.CheckTile(Tile);
        Tokenizer = new(files);
        config.CheckVocabulary(Tokenizer, files.Vocabulary);
        TextGraph = ModelConfig.Graph(folder, "text_model.onnx");
        VisionGraph = ModelConfig.Graph(folder, "vision_model.onnx");
        Fingerprint = Models.Fingerprint.Of(
            folder,
            [.. ModelConfig.WithData(TextGraph), .. ModelConfig.WithData(VisionGraph), .. config.Decisive(files)],
            preprocessing ?? Decoders.VersionOf(Decoders.Of(ImageDecoder.Vips)));
    }

    /// <summary>The absolute path of its folder.</summary>
    public string Folder { get; }

    /// <summary>Its name: <c>_name_or_path</c> of <c>config.json</c>, or the folder's name.</summary>
    public string Id { get; }

    /// <summary>
    /// A hash (32 hex digits) of graphs, tokenizer, configuration and preprocessing version: models with equal fingerprints give equal embeddings,
    /// except for the device's rounding.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>The length of its embeddings.</summary>
    public int Dimension { get; }

    /// <summary>The longest text in tokens, including begin and end.</summary>
    public int ContextLength => Tokenizer.ContextLength;

    /// <summary>What it requires of the image decoder.</summary>
    public TileSpec Tile { get; }

    /// <summary>How a tile is converted to the vision tower's input.</summary>
    public NormalizationSpec Normalization { get; }

    /// <summary>Its tokenizer.</summary>
    public ClipTokenizer Tokenizer { get; }

    /// <summary>The text tower's ONNX file.</summary>
    public string TextGraph { get; }

    /// <summary>The vision tower's ONNX file.</summary>
    public string VisionGraph { get; }

    /// <summary>Whether the folder lists the words that the model was trained on; it understands no others.</summary>
    public bool KnowsOnlyItsWorld => _known.AreListed;

    /// <summary>Reads a model folder.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="preprocessing">
    /// <see cref="ImagePreparer.PreprocessingVersion"/> of the preparer that feeds it; the default decoder's if null.
    /// </param>
    /// <exception cref="ModelException">A file is missing, malformed or requires an unsupported feature; the message names it.</exception>
    public static ClipModel Load(string folder, string? preprocessing = null)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(folder))
        {
            throw new ModelException($"{folder}: the model folder does not exist.");
        }

        try
        {
            var config = ModelConfig.Read(folder);
            return new(folder, config, TokenizerConfig.Read(folder, config.ContextLength), KnownWords.Read(folder), preprocessing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{folder}: the model folder cannot be read ({exception.Message}).", exception);
        }
    }

    /// <summary>
    /// The words of a cleaned text that the model was not trained on, in order, each once; always empty unless <see cref="KnowsOnlyItsWorld"/>.
    /// Punctuation and contractions do not count as words; each digit is a word.
    /// </summary>
    public IReadOnlyList<string> UnknownWords(string cleaned) => _known.Unknown(Tokenizer.SplitWords(cleaned));
}
