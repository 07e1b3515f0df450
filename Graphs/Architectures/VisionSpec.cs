namespace Txt2Image.Graphs.Architectures;

/// <summary>A vision tower without its weights.</summary>
/// <param name="Transformer">Its blocks.</param>
/// <param name="ImageSize">The height and width of an image.</param>
/// <param name="PatchSize">The height and width of a patch.</param>
/// <param name="Dimension">The length of an embedding.</param>
/// <param name="Output">The name of the output.</param>
internal sealed record VisionSpec(TransformerSpec Transformer, int ImageSize, int PatchSize, int Dimension, string Output)
{
    /// <summary>The patches of an image. What is left of an image at its edges is ignored, as a convolution does.</summary>
    public int Patches => ImageSize / PatchSize * (ImageSize / PatchSize);
}
