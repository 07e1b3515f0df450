using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Onnx;

/// <summary>Builds a graph node by node. Values are known by their names.</summary>
internal sealed class GraphBuilder
{
    public const int Float = 1, Int64 = 7;

    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private readonly List<(string Name, Weight Weight)> _weights = [];
    private int _count;

    public GraphProto Graph { get; } = new();

    /// <summary>The weights, which a file beside the graph gets.</summary>
    public IReadOnlyList<(string Name, Weight Weight)> Weights => _weights;

    /// <summary>Adds an input. Its lengths are numbers, or names of those that may be any.</summary>
    public string Input(string name, int type, params object[] shape)
    {
        Graph.Input.Add(Port(name, type, shape));
        return name;
    }

    /// <summary>Adds a node with one output.</summary>
    /// <returns>The name of its output.</returns>
    public string Add(string op, string[] inputs, params AttributeProto[] attributes) => Add(op, inputs, 1, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public string[] Add(string op, string[] inputs, int outputs, params AttributeProto[] attributes)
    {
        var name = $"{op.ToLowerInvariant()}_{_count++}";
        string[] names = outputs == 1 ? [name] : [.. Enumerable.Range(0, outputs).Select(i => $"{name}_{i}")];
        Graph.Node.Add(new NodeProto { OpType = op, Name = name, Input = { inputs }, Output = { names }, Attribute = { attributes } });
        return names;
    }

    /// <summary>Gives a value its name as the graph's output.</summary>
    public void Output(string value, string name, params object[] shape)
    {
        var maker = Graph.Node.Single(node => node.Output.Contains(value));
        maker.Output[maker.Output.IndexOf(value)] = name;
        Graph.Output.Add(Port(name, Float, shape));
    }

    public string Weight(string name, Weight weight)
    {
        _weights.Add((name, weight));
        return name;
    }

    public string Number(float value) => Constant(Float, [], [value]);

    /// <summary>A list of integers, such as a shape.</summary>
    public string Integers(params long[] values) => Constant(Int64, [values.Length], values);

    /// <summary>A single integer, without axes.</summary>
    public string Integer(long value) => Constant(Int64, [], [value]);

    public string Numbers(long[] shape, float[] values) => Constant(Float, shape, values);

    private string Constant<T>(int type, long[] shape, T[] values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        var key = $"{type} {string.Join(',', shape)} {Convert.ToHexString(bytes)}";
        if (!_constants.TryGetValue(key, out var name))
        {
            name = $"constant_{_constants.Count}";
            _constants.Add(key, name);
            Graph.Initializer.Add(new TensorProto { Name = name, DataType = type, Dims = { shape }, RawData = ByteString.CopyFrom(bytes) });
        }

        return name;
    }

    private static ValueInfoProto Port(string name, int type, object[] shape) => new()
    {
        Name = name,
        Type = new() { TensorType = new() { ElemType = type, Shape = new() { Dim = { shape.Select(Length) } } } },
    };

    private static TensorShapeProto.Types.Dimension Length(object length) =>
        length is string any ? new() { DimParam = any } : new() { DimValue = Convert.ToInt64(length, CultureInfo.InvariantCulture) };
}
