using Txt2Image.Graphs.Safetensors;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>A product of activations and a constant matrix that can be made of integers.</summary>
/// <param name="Node">The node: a <c>MatMul</c>, or a <c>Gemm</c>.</param>
/// <param name="Weight">The matrix.</param>
/// <param name="IsTransposed">Whether the matrix is [out, in].</param>
/// <param name="Factor">What the product is multiplied by.</param>
/// <param name="Smoothed">The smoothing of the activations; null for none.</param>
internal sealed record Product(NodeProto Node, Tensor Weight, bool IsTransposed, float Factor, Smoothing? Smoothed = null)
{
    /// <summary>Smaller products gain nothing.</summary>
    private const int Smallest = 16;

    /// <summary>A matrix of integers is in memory while it is written, as one array.</summary>
    private const long Largest = 1 << 30;

    /// <summary>What is added to the product; null for nothing.</summary>
    public string? Bias => Node.OpType == "Gemm" ? Node.Input.ElementAtOrDefault(2) is { Length: > 0 } bias ? bias : null : null;

    public int Inputs => (int)Weight.Shape[IsTransposed ? 1 : 0];

    public int Outputs => (int)Weight.Shape[IsTransposed ? 0 : 1];

    /// <summary>Two products with the same key have the same integers.</summary>
    public (string, bool, float, string?) Key => (Weight.Name, IsTransposed, Factor, Smoothed?.Norm.Output[0]);

    /// <summary>The matrix row by row as it is stored, smoothed.</summary>
    public IEnumerable<(int At, float[] Row)> StoredRows()
    {
        var row = new float[Weight.Shape[1]];
        for (var at = 0; at < Weight.Shape[0]; at++)
        {
            Weight.Read((long)at * row.Length, row);
            for (var i = 0; i < row.Length && Smoothed is not null; i++)
            {
                row[i] *= Smoothed.Factors[IsTransposed ? i : at];
            }

            yield return (at, row);
        }
    }

    /// <summary>Raises each input's value to the largest weight of it.</summary>
    public void AddLargest(Span<float> inputs)
    {
        foreach (var (at, row) in StoredRows())
        {
            for (var i = 0; i < row.Length; i++)
            {
                ref var largest = ref inputs[IsTransposed ? i : at];
                largest = MathF.Max(largest, MathF.Abs(row[i]));
            }
        }
    }

    /// <summary>A node as such a product; null if it is none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="find">The constant float32 matrix of a name; null if it is none.</param>
    public static Product? Of(NodeProto node, Func<string, Tensor?> find)
    {
        if (node.Domain.Length > 0 || node.OpType is not ("MatMul" or "Gemm") || node.Input.Count < 2 || node.Output.Count != 1
            || find(node.Input[1]) is not { } weight || weight.Shape is not [>= Smallest and <= Largest, >= Smallest and <= Largest]
            || weight.Count > Largest)
        {
            return null;
        }

        float Float(string name) => node.Attribute.FirstOrDefault(one => one.Name == name)?.F ?? 1;
        bool Flag(string name) => node.Attribute.FirstOrDefault(one => one.Name == name)?.I is > 0;
        var product = new Product(node, weight, Flag("transB"), Float("alpha"));

        // The columns of the input would have a scale each, and a factor of the bias would need a product of its own. Exporters write neither.
        return Flag("transA") || (product.Bias is not null && Float("beta") is not 1) ? null : product;
    }
}
