using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Architectures;

/// <summary>A linear layer.</summary>
/// <param name="Matrix">Its matrix, [out, in], or [in, out].</param>
/// <param name="Bias">Its bias; null if it has none.</param>
/// <param name="IsInputFirst">Whether the matrix is [in, out].</param>
internal sealed record Linear(Tensor Matrix, Tensor? Bias = null, bool IsInputFirst = false);
