using Txt2Image.Graphs.Safetensors;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>A product of activations and a constant matrix that can be made of integers.</summary>
/// <param name="Node">The node: a <c>MatMul</c>, or a <c>Gemm</c>.</param>
/// <param name="Weight">The matrix.</param>
/// <param name="IsTransposed">Whether the matrix is [out, in].</param>
/// <param name="Factor">What the product is multiplied by.</param>
internal sealed record Product(NodeProto Node, Tensor Weight, bool IsTransposed, float Factor)
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
    public (string, bool, float) Key => (Weight.Name, IsTransposed, Factor);

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
