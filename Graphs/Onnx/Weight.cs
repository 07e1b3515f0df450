namespace Txt2Image.Graphs.Onnx;

/// <summary>A weight of a graph, whose values are made while they are written: a model may be larger than the memory.</summary>
/// <param name="Shape">Its lengths.</param>
/// <param name="Write">Writes all values, row by row.</param>
internal sealed record Weight(IReadOnlyList<long> Shape, Action<FloatWriter> Write)
{
    /// <summary>The bytes of its values.</summary>
    public long Bytes(FloatType type) =>
        Shape.Aggregate(type == FloatType.Float32 ? sizeof(float) : sizeof(ushort), static (long product, long length) => product * length);
}
