using System.Runtime.InteropServices;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>
/// A matrix in integers of 7 or 8 bits with a scale for each column. Processors without VNNI add two products of 8 bits in 16, which overflow with
/// larger integers than 63; within these all processors give the same sums.
/// </summary>
/// <param name="Values">The integers, [in, out].</param>
/// <param name="Scales">What a column's integers are multiplied by.</param>
internal sealed record IntegerMatrix(sbyte[] Values, float[] Scales)
{
    /// <summary>Reads the matrix row by row, twice: for the scales, and for the integers.</summary>
    /// <param name="product">The product that it belongs to.</param>
    /// <param name="bits">The bits of an integer with its sign.</param>
    /// <exception cref="ConversionException">It has a value that is not finite.</exception>
    public static IntegerMatrix Of(Product product, int bits)
    {
        var largest = (1 << (bits - 1)) - 1;
        var (inputs, outputs) = (product.Inputs, product.Outputs);
        var scales = new float[outputs];
        foreach (var (at, row) in product.StoredRows())
        {
            for (var i = 0; i < row.Length; i++)
            {
                ref var scale = ref scales[product.IsTransposed ? at : i];
                scale = MathF.Max(scale, MathF.Abs(row[i]) / largest);
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
                values[(input * outputs) + output] = (sbyte)(scale > 0 ? Math.Clamp(MathF.Round(row[i] / scale), -largest, largest) : 0);
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
