using System.Globalization;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Models;

/// <summary>How a model sees images.</summary>
/// <param name="Tile">What it requires of the decoder.</param>
/// <param name="Normalization">How a tile becomes its input.</param>
internal sealed record ImageSide(TileSpec Tile, NormalizationSpec Normalization);

/// <summary>What the files of a model say, whatever their layout.</summary>
internal sealed record ModelDescription
{
    public required string Id { get; init; }

    public required TextSide Text { get; init; }

    public required ImageSide Image { get; init; }

    public required TowerGraph TextGraph { get; init; }

    public required TowerGraph VisionGraph { get; init; }

    /// <summary>The length of its embeddings, and which file says so; null if only the graph knows.</summary>
    public (int Value, string Source)? Dimension { get; init; }

    /// <summary>The number of ids that the text tower knows, and which file says so.</summary>
    public (int Value, string Source)? VocabularySize { get; init; }

    /// <summary>Whether the towers' <c>pooler_output</c> is the embedding: in SigLIP nothing follows it, in CLIP a projection does.</summary>
    public bool PoolerIsEmbedding { get; init; }

    /// <summary>The files besides graphs and vocabulary that determine embeddings.</summary>
    public IReadOnlyList<string> Configuration { get; init; } = [];

    /// <summary>The files that determine embeddings.</summary>
    public IEnumerable<string> Decisive => TextGraph.Files.Concat(VisionGraph.Files).Append(Text.Vocabulary)
        .Concat(Text.Merges is { } merges ? [merges] : []).Concat(Configuration).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// What else determines embeddings: choices, and what was read from files that are not decisive as a whole. It is empty for an ordinary CLIP in
    /// the layout of transformers.js, so that the fingerprints of such models stay as they have always been.
    /// </summary>
    public string Choices => IsOrdinary ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{Text.Kind} {Text.ContextLength} {Text.PadId} {Text.PadsToContext} {Text.MasksPadIds} {Text.Cleaner.Name} " +
        $"{Image.Tile} {string.Join(' ', Image.Normalization.Mean)} {string.Join(' ', Image.Normalization.Std)} {Image.Normalization.Rescale} " +
        $"{TextGraph.Part} {VisionGraph.Part} {string.Join(' ', Text.Added.Select(static token => token.Content))} {Text.Template}");

    private bool IsOrdinary => Text is
        { Kind: TokenizerKind.ClipBpe, Merges: not null, PadId: null, PadsToContext: false, Template: "", Added: [] }
        && Text.Cleaner == Cleaner.Clip && Image.Tile is { Squash: false, TorchvisionCrop: false, Resampling: Resampling.Bicubic }
        && TextGraph.Part is null;
}
