namespace Txt2Image.Graphs.Architectures;

/// <summary>A text tower without its weights.</summary>
/// <param name="Transformer">Its blocks.</param>
/// <param name="Vocabulary">The number of tokens.</param>
/// <param name="Context">The longest text.</param>
/// <param name="IsCausal">Whether a token sees only those before it.</param>
/// <param name="Pooling">Which token counts.</param>
/// <param name="EndId">The end token, for <see cref="TextPooling.FirstEnd"/>.</param>
/// <param name="Dimension">The length of an embedding.</param>
/// <param name="Output">The name of the output.</param>
/// <param name="BeginId">The token that every text begins with; null if there is none, or it is not known for sure.</param>
internal sealed record TextSpec(
    TransformerSpec Transformer, int Vocabulary, int Context, bool IsCausal, TextPooling Pooling, int EndId, int Dimension, string Output,
    int? BeginId = null)
{
    /// <summary>
    /// Whether a text must be padded to the context as in training, because padding changes its embedding. The graph then takes this length only.
    /// </summary>
    public bool NeedsPadding => !IsCausal || Pooling == TextPooling.Last;

    /// <summary>The begin token if its rows are the same for every text. With one block, nothing is computed of it that could be left out.</summary>
    public int? ConstantBegin => IsCausal && Transformer.Layers > 1 && BeginId < Vocabulary ? BeginId : null;
}
