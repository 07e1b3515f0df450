using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models.Layouts;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models;

/// <summary>
/// A CLIP model's folder, read and checked, without its sessions: of the families CLIP, SigLIP, SigLIP 2, MobileCLIP, PE-Core, AltCLIP, Chinese-CLIP,
/// MetaCLIP and the multilingual CLIPs with XLM-RoBERTa, in the layouts of transformers.js, Optimum, fastembed and Immich, or described by
/// <c>txt2image.json</c>. Small, immutable and thread-safe.
/// </summary>
public sealed class ClipModel
{
    private readonly KnownWords _known;

    private ClipModel(ModelFolder folder, ModelDescription description, string? preprocessing)
    {
        Folder = folder.Path;
        Id = description.Id;
        Tile = description.Image.Tile;
        Normalization = description.Image.Normalization;
        Tokenizer = new(description.Text);
        CheckVocabulary(description);
        TextGraph = description.TextGraph;
        VisionGraph = description.VisionGraph;
        PoolerIsEmbedding = description.PoolerIsEmbedding;
        (Dimension, DimensionSource) = description.Dimension ?? GraphDimension.Read(VisionGraph, PoolerIsEmbedding);
        _known = KnownWords.Read(Folder, description.Text.Kind);
        Fingerprint = Models.Fingerprint.Of(
            Folder, description.Decisive, preprocessing ?? Decoders.VersionOf(Decoders.Of(ImageDecoder.Vips)), description.Choices);
    }

    /// <summary>The absolute path of its folder.</summary>
    public string Folder { get; }

    /// <summary>Its name: the one in its configuration, that of its repository in a Hugging Face cache, or the folder's name.</summary>
    public string Id { get; }

    /// <summary>
    /// A hash (32 hex digits) of graphs, tokenizer, configuration, choices and preprocessing version: models with equal fingerprints give equal
    /// embeddings, except for the device's rounding.
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

    /// <summary>Whether the folder lists the words that the model was trained on; it understands no others.</summary>
    public bool KnowsOnlyItsWorld => _known.AreListed;

    /// <summary>The text tower.</summary>
    internal TowerGraph TextGraph { get; }

    /// <summary>The vision tower.</summary>
    internal TowerGraph VisionGraph { get; }

    /// <summary>Whether <c>pooler_output</c> is the embedding.</summary>
    internal bool PoolerIsEmbedding { get; }

    /// <summary>What says how long embeddings are, for messages.</summary>
    internal string DimensionSource { get; }

    /// <summary>Reads a model folder with the ordinary choices.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="preprocessing">
    /// <see cref="ImagePreparer.PreprocessingVersion"/> of the preparer that feeds it; the default decoder's if null.
    /// </param>
    /// <exception cref="ModelException">A file is missing, malformed or requires an unsupported feature; the message names it.</exception>
    public static ClipModel Load(string folder, string? preprocessing = null) => Load(new ModelOptions { Folder = folder }, preprocessing);

    /// <summary>Reads a model folder.</summary>
    /// <param name="options">Its path, and the choices.</param>
    /// <param name="preprocessing">
    /// <see cref="ImagePreparer.PreprocessingVersion"/> of the preparer that feeds it; the default decoder's if null.
    /// </param>
    /// <exception cref="ModelException">A file is missing, malformed or requires an unsupported feature; the message names it.</exception>
    public static ClipModel Load(ModelOptions options, string? preprocessing = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var folder = ModelFolder.Of(options.Folder);
            return new(folder, Layout.Read(folder, options), preprocessing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{options.Folder}: the model folder cannot be read ({exception.Message}).", exception);
        }
    }

    /// <summary>
    /// The words of a cleaned text that the model was not trained on, in order, each once: those that its folder does not list, if it lists words;
    /// otherwise, for a model of English, those in another script. Punctuation and contractions do not count as words; each digit is a word.
    /// </summary>
    public IReadOnlyList<string> UnknownWords(string cleaned) => _known.Unknown(cleaned);

    /// <summary>
    /// The words that the model knows as words, in lower case, frequent ones first as far as that is known: those that its folder lists, or the whole
    /// words of its vocabulary. It reads others in pieces.
    /// </summary>
    public IEnumerable<string> WholeWords() => _known.Listed ?? Tokenizer.WholeWords().Select(static word => word.ToLowerInvariant());

    private void CheckVocabulary(ModelDescription description)
    {
        if (description.VocabularySize is { } size && Tokenizer.VocabularySize > size.Value)
        {
            throw new ModelException($"{description.Text.Vocabulary}: ids go up to {Tokenizer.VocabularySize - 1}, but {size.Source}.");
        }
    }
}
