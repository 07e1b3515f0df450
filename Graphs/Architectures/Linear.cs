using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Architectures;

/// <summary>A linear layer, or several of the same input side by side.</summary>
/// <param name="Matrices">Their matrices, [out, in], or [in, out] of a single one.</param>
/// <param name="Biases">Their biases; none if they have none.</param>
/// <param name="IsInputFirst">Whether the matrix is [in, out].</param>
internal sealed record Linear(IReadOnlyList<Tensor> Matrices, IReadOnlyList<Tensor> Biases, bool IsInputFirst = false)
{
    public Linear(Tensor matrix, Tensor? bias = null, bool isInputFirst = false)
        : this([matrix], bias is null ? [] : [bias], isInputFirst)
    {
    }

    /// <summary>Several layers of the same input as one.</summary>
    public static Linear Beside(params Linear[] layers) =>
        new([.. layers.SelectMany(static layer => layer.Matrices)], [.. layers.SelectMany(static layer => layer.Biases)]);
}
