using Txt2Image.Graphs.Safetensors;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>
/// Shares out what is hard to round between activations and weights, as SmoothQuant does (Xiao et al., 2023): a channel of a normalisation's result
/// that is much larger than others takes the row's scale for itself. It is divided by a power of two in the normalisation, and the matrix's row is
/// multiplied by it, which changes no bit of the product in floats.
/// </summary>
/// <param name="Norm">The <c>LayerNormalization</c>.</param>
/// <param name="Scale">Its new scale.</param>
/// <param name="Bias">Its new bias; null if it has none.</param>
/// <param name="Factors">What the rows of all matrices behind it are multiplied by.</param>
internal sealed record Smoothing(NodeProto Norm, float[] Scale, float[]? Bias, float[] Factors)
{
    /// <summary>How many standard deviations a normalised channel is expected to reach. No texts or pictures are needed to find that.</summary>
    private const float Deviations = 3;

    /// <summary>The smoothing of a normalisation; null if it would change more than the products behind it.</summary>
    /// <param name="norm">The normalisation.</param>
    /// <param name="find">The float32 constant of a name.</param>
    /// <param name="readers">All nodes that read its result.</param>
    /// <param name="products">The products that become ones of integers.</param>
    public static Smoothing? Of(NodeProto norm, Func<string, Tensor?> find, IReadOnlyCollection<NodeProto> readers, IReadOnlyList<Product> products)
    {
        List<Product> behind = [.. products.Where(product => readers.Contains(product.Node) && product.Node.Input[0] == norm.Output[0])];
        var hasBias = norm.Input.ElementAtOrDefault(2) is { Length: > 0 };
        if (norm.Domain.Length > 0 || norm.OpType != "LayerNormalization" || norm.Output.Count != 1 || behind.Count == 0
            || behind.Count != readers.Count || find(norm.Input[1]) is not { Shape.Count: 1 } scale
            || (hasBias && find(norm.Input[2])?.Count != scale.Count) || behind.Any(product => product.Inputs != scale.Count))
        {
            return null;
        }

        var (scales, biases) = (scale.ReadAll(), hasBias ? find(norm.Input[2])!.ReadAll() : null);
        var weights = new float[scales.Length];
        foreach (var product in behind)
        {
            product.AddLargest(weights);
        }

        var ideals = new float[scales.Length];
        for (var i = 0; i < ideals.Length; i++)
        {
            var reach = (Deviations * MathF.Abs(scales[i])) + MathF.Abs(biases?[i] ?? 0);
            ideals[i] = MathF.Sqrt(reach / weights[i]);
        }

        // Seen from the usual channel, so that only those that differ from it are changed.
        var usual = ideals.Order().ElementAt(ideals.Length / 2);
        float[] factors = [.. ideals.Select(ideal => float.IsNormal(ideal / usual) ? MathF.Pow(2, MathF.Round(MathF.Log2(ideal / usual))) : 1)];
        return new(norm, Divide(scales, factors), biases is null ? null : Divide(biases, factors), factors);
    }

    private static float[] Divide(float[] values, float[] factors) => [.. values.Zip(factors, static (value, factor) => value / factor)];
}
