using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Architectures;

/// <summary>Makes a graph's weights of a checkpoint's tensors.</summary>
internal static class WeightValues
{
    private const int Piece = 1 << 18;

    /// <summary>A tensor as it is.</summary>
    public static Weight Of(Tensor tensor) => new(tensor.Shape, writer => Copy(tensor, writer));

    /// <summary>A matrix [out, in, …] as [in, out], as a product of matrices needs it. All axes but the first are one.</summary>
    public static Weight Transposed(Tensor matrix)
    {
        var (rows, columns) = (matrix.Shape[0], matrix.Count / matrix.Shape[0]);
        return new([columns, rows], writer =>
        {
            var values = matrix.ReadAll();
            var row = new float[rows];
            for (var column = 0L; column < columns; column++)
            {
                for (var at = 0L; at < rows; at++)
                {
                    row[at] = values[(at * columns) + column];
                }

                writer.Write(row);
            }
        });
    }

    /// <summary>A matrix [out, in] as one for each head, [heads, width of a head, in].</summary>
    public static Weight Heads(Tensor matrix, int heads) =>
        Of(matrix) with { Shape = [heads, matrix.Shape[0] / heads, matrix.Shape[1]] };

    /// <summary>A matrix [out, in] as one for each head, [heads, in, width of a head].</summary>
    public static Weight TransposedHeads(Tensor matrix, int heads)
    {
        var (width, inputs) = (matrix.Shape[0] / heads, matrix.Shape[1]);
        return new([heads, inputs, width], writer =>
        {
            for (var head = 0; head < heads; head++)
            {
                Transposed(matrix.Rows(head * width, width)).Write(writer);
            }
        });
    }

    /// <summary>A vector added to each row of a matrix.</summary>
    public static Weight PlusRow(Tensor matrix, Tensor added) => new(matrix.Shape, writer =>
    {
        var (values, row) = (matrix.ReadAll(), added.ReadAll());
        for (var i = 0; i < values.Length; i++)
        {
            values[i] += row[i % row.Length];
        }

        writer.Write(values);
    });

    /// <summary>A vector added to the first row of a matrix.</summary>
    public static Weight WithFirstRow(Tensor matrix, Tensor added) => new(matrix.Shape, writer =>
    {
        var values = matrix.ReadAll();
        foreach (var (i, value) in added.ReadAll().Index())
        {
            values[i] += value;
        }

        writer.Write(values);
    });

    private static void Copy(Tensor tensor, FloatWriter writer)
    {
        var buffer = new float[Math.Min(Piece, tensor.Count)];
        for (var at = 0L; at < tensor.Count; at += buffer.Length)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, tensor.Count - at));
            tensor.Read(at, part);
            writer.Write(part);
        }
    }
}
