namespace Txt2Image.Graphs.Architectures;

/// <summary>The sizes of a transformer, and what its weights do not say.</summary>
/// <param name="Width">The length of a token's vector.</param>
/// <param name="Heads">The heads of each attention; they divide the width.</param>
/// <param name="Layers">The number of blocks.</param>
/// <param name="Hidden">The length of the vectors within an MLP.</param>
/// <param name="Activation">The MLPs' function.</param>
/// <param name="Epsilon">What each normalisation adds to the variance.</param>
internal sealed record TransformerSpec(int Width, int Heads, int Layers, int Hidden, Activation Activation, float Epsilon);
