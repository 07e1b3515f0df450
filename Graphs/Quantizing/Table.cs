using System.Runtime.InteropServices;
using Txt2Image.Graphs.Safetensors;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>A table of which a graph takes rows, such as the vectors of tokens. In 8 bits, each row has a scale.</summary>
/// <param name="Node">The <c>Gather</c> of its rows.</param>
/// <param name="Weight">The table.</param>
/// <param name="Type">The type of the rows that the graph expects.</param>
internal sealed record Table(NodeProto Node, Tensor Weight, int Type)
{
    /// <summary>Smaller tables, such as those of positions, are not worth a rounding.</summary>
    private const int FewestRows = 256, FewestColumns = 16;

    private const int Largest = 127;

    public long Rows => Weight.Shape[0];

    public long Columns => Weight.Shape[1];

    /// <summary>A node as such a table; null if it is none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="find">The constant matrix of a name, and the type of its numbers in the graph; null if it is none.</param>
    public static Table? Of(NodeProto node, Func<string, (Tensor Weight, int Type)?> find) =>
        node is { OpType: "Gather", Domain.Length: 0, Input.Count: 2, Output.Count: 1 }
        && (node.Attribute.FirstOrDefault(static one => one.Name == "axis")?.I ?? 0) == 0
        && find(node.Input[0]) is var (weight, type) && weight.Shape is [>= FewestRows, >= FewestColumns]
            ? new(node, weight, type)
            : null;

    /// <summary>Writes the integers row by row.</summary>
    /// <param name="target">The file.</param>
    /// <param name="written">Called with the number of bytes after each row.</param>
    /// <returns>What a row's integers are multiplied by.</returns>
    /// <exception cref="ConversionException">It has a value that is not finite.</exception>
    public float[] Write(Stream target, Action<int> written)
    {
        var scales = new float[Rows];
        var (row, integers) = (new float[Columns], new sbyte[Columns]);
        for (var at = 0L; at < Rows; at++)
        {
            Weight.Read(at * Columns, row);
            var scale = row.Max(MathF.Abs) / Largest;
            if (!float.IsFinite(scale))
            {
                throw new ConversionException($"{Weight.Path}: {Weight.Name} has values that are not finite.");
            }

            for (var i = 0; i < row.Length; i++)
            {
                integers[i] = (sbyte)(scale > 0 ? MathF.Round(row[i] / scale) : 0);
            }

            scales[at] = scale;
            target.Write(MemoryMarshal.AsBytes(integers.AsSpan()));
            written(integers.Length);
        }

        return scales;
    }
}
