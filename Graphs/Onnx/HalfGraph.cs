using System.Runtime.InteropServices;
using Google.Protobuf;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Onnx;

/// <summary>
/// Makes a graph that <see cref="GraphBuilder"/> built compute in float16: what goes in and out is cast, and so are constants. A cast to float32
/// that the graph itself has stays one: token ids are exact there and not in float16.
/// </summary>
internal static class HalfGraph
{
    private const string Suffix = "_half";

    public static GraphProto Of(GraphProto source)
    {
        var graph = source.Clone();
        foreach (var constant in graph.Initializer.Where(static one => one.DataType == DataTypes.Float))
        {
            var values = MemoryMarshal.Cast<byte, float>(constant.RawData.Span).ToArray();
            constant.DataType = DataTypes.Float16;
            constant.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.Select(Nearest).ToArray().AsSpan()));
        }

        foreach (var port in graph.Input.Where(static port => port.Type.TensorType.ElemType == DataTypes.Float))
        {
            Rename(graph.Node.Select(static node => node.Input), port.Name);
            graph.Node.Insert(0, Cast(port.Name, port.Name + Suffix, DataTypes.Float16));
        }

        foreach (var port in graph.Output)
        {
            Rename(graph.Node.Select(static node => node.Output), port.Name);
            graph.Node.Add(Cast(port.Name + Suffix, port.Name, DataTypes.Float));
        }

        return graph;
    }

    /// <summary>What a mask adds is the least number of its type.</summary>
    private static Half Nearest(float value) => (Half)Math.Clamp(value, (float)Half.MinValue, (float)Half.MaxValue);

    private static void Rename(IEnumerable<IList<string>> lists, string name)
    {
        foreach (var list in lists)
        {
            for (var i = 0; i < list.Count; i++)
            {
                list[i] = list[i] == name ? name + Suffix : list[i];
            }
        }
    }

    private static NodeProto Cast(string from, string to, int type) => new()
    {
        OpType = "Cast", Name = $"cast_{to}", Input = { from }, Output = { to }, Attribute = { Attributes.Of("to", (long)type) },
    };
}
