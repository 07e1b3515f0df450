using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Architectures;

/// <summary>The layers of a transformer, computed for a single row in double precision. One row of a matrix is in memory at a time.</summary>
/// <param name="spec">The transformer's sizes.</param>
internal sealed class RowLayers(TransformerSpec spec)
{
    public static double[] Row(Tensor matrix, long at) => Values(matrix.Rows(at, 1));

    public static double[] Add(double[] one, double[] other) => [.. one.Zip(other, static (x, y) => x + y)];

    /// <summary>A linear layer whose matrix is [out, in].</summary>
    public static double[] Linear(double[] row, Linear layer)
    {
        var results = layer.Bias is { } bias ? Values(bias) : new double[layer.Matrix.Shape[0]];
        var weights = new float[row.Length];
        for (var output = 0; output < results.Length; output++)
        {
            layer.Matrix.Read((long)output * weights.Length, weights);
            for (var input = 0; input < weights.Length; input++)
            {
                results[output] += weights[input] * row[input];
            }
        }

        return results;
    }

    public double[] Norm(double[] row, NormWeights weights)
    {
        var mean = row.Average();
        var deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + spec.Epsilon);
        var (scale, bias) = (Values(weights.Scale), Values(weights.Bias));
        return [.. row.Select((value, i) => ((value - mean) / deviation * scale[i]) + bias[i])];
    }

    public double[] Mlp(double[] row, MlpWeights weights) => Linear([.. Linear(row, weights.Up).Select(Activate)], weights.Down);

    /// <summary>
    /// The error function by its series 2 / sqrt(pi) exp(-x²) sum of 2^n x^(2n+1) / (1 · 3 · … · (2n+1)) (Abramowitz and Stegun, 7.1.6), whose terms
    /// all have the same sign, so that nothing is cancelled.
    /// </summary>
    internal static double Erf(double x)
    {
        // From here on it is 1 in double precision.
        const double One = 6;
        if (Math.Abs(x) >= One)
        {
            return Math.Sign(x);
        }

        var (term, sum) = (x, x);
        for (var odd = 3; Math.Abs(term) > Math.Abs(sum) * 1e-17; odd += 2)
        {
            term *= 2 * x * x / odd;
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private double Activate(double x) => spec.Activation switch
    {
        Activation.QuickGelu => x / (1 + Math.Exp(-1.702 * x)),
        Activation.Gelu => .5 * x * (1 + Erf(x / Math.Sqrt(2))),
        _ => .5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (.044715 * x * x * x)))),
    };

    private static double[] Values(Tensor tensor) => [.. tensor.ReadAll().Select(static value => (double)value)];
}
