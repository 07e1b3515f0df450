using System.Runtime.InteropServices;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>
/// A matrix in integers of 7 bits with a scale for each column. Processors without VNNI add two products of 8 bits in 16, which overflow with larger
/// integers; within 63 all processors give the same sums.
/// </summary>
/// <param name="Values">The integers, [in, out].</param>
/// <param name="Scales">What a column's integers are multiplied by.</param>
internal sealed record IntegerMatrix(sbyte[] Values, float[] Scales)
{
    private const int Largest = 63;

    /// <summary>Reads the matrix row by row, twice: for the scales, and for the integers.</summary>
    /// <exception cref="ConversionException">It has a value that is not finite.</exception>
    public static IntegerMatrix Of(Product product)
    {
        var (inputs, outputs) = (product.Inputs, product.Outputs);
        var scales = new float[outputs];
        foreach (var (at, row) in product.StoredRows())
        {
            for (var i = 0; i < row.Length; i++)
            {
                ref var scale = ref scales[product.IsTransposed ? at : i];
                scale = MathF.Max(scale, MathF.Abs(row[i]) / Largest);
            }
        }

        if (!scales.All(float.IsFinite))
        {
            throw new ConversionException($"{product.Weight.Path}: {product.Weight.Name} has values that are not finite.");
        }

        var values = new sbyte[inputs * outputs];
        foreach (var (at, row) in product.StoredRows())
        {
            for (var i = 0; i < row.Length; i++)
            {
                var (input, output) = product.IsTransposed ? (i, at) : (at, i);
                var scale = scales[output];
                values[(input * outputs) + output] = (sbyte)(scale > 0 ? Math.Clamp(MathF.Round(row[i] / scale), -Largest, Largest) : 0);
            }
        }

        return new(values, [.. scales.Select(scale => scale * product.Factor)]);
    }

    public void Write(Stream target, Action<int> written)
    {
        target.Write(MemoryMarshal.AsBytes(Values.AsSpan()));
        written(Values.Length);
    }
}
