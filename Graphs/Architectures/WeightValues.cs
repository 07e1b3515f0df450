using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Architectures;

/// <summary>Makes a graph's weights of a checkpoint's tensors.</summary>
internal static class WeightValues
{
    private const int Piece = 1 << 18;

    /// <summary>A tensor as it is.</summary>
    public static Weight Of(Tensor tensor) => new(tensor.Shape, writer => Copy(tensor, writer));

    /// <summary>Vectors one after the other.</summary>
    public static Weight Joined(IReadOnlyList<Tensor> vectors) => new([vectors.Sum(static vector => vector.Count)], writer =>
    {
        foreach (var vector in vectors)
        {
            Copy(vector, writer);
        }
    });

    /// <summary>Matrices [out, in] as one [in, out], as a product of matrices needs it.</summary>
    public static Weight Transposed(IReadOnlyList<Tensor> matrices)
    {
        var (rows, columns) = (matrices.Sum(static matrix => matrix.Shape[0]), matrices[0].Shape[1]);
        return new([columns, rows], writer =>
        {
            float[][] values = [.. matrices.Select(static matrix => matrix.ReadAll())];
            var row = new float[rows];
            for (var column = 0L; column < columns; column++)
            {
                var at = 0;
                foreach (var matrix in values)
                {
                    for (var from = column; from < matrix.Length; from += columns)
                    {
                        row[at++] = matrix[from];
                    }
                }

                writer.Write(row);
            }
        });
    }

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
