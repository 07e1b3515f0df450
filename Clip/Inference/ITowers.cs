namespace Txt2Image.Clip.Inference;

/// <summary>
/// The two towers of a CLIP model on one device. A call runs one batch and blocks; the encoder's device queue runs one at a time.
/// Results are unit vectors in float32, one for each input in order, and do not depend on what else is in the batch (within 1e-5 cosine).
/// </summary>
public interface ITowers : IDisposable
{
    /// <summary>Embeds texts.</summary>
    /// <param name="sequences">Token ids with begin and end tokens, each 2 to context-length tokens long; lengths may differ.</param>
    float[][] EncodeTexts(IReadOnlyList<ReadOnlyMemory<int>> sequences);

    /// <summary>Embeds images.</summary>
    /// <param name="tiles">8-bit RGB, row by row, S x S x 3 bytes each, where S is the model's input size.</param>
    float[][] EncodeImages(IReadOnlyList<ReadOnlyMemory<byte>> tiles);
}
