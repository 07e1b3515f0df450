using Google.Protobuf;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>
/// Writes products of floats as products of integers, in standard operators. Each row of the activations has a scale of its own, its largest value,
/// so an embedding is the same in any batch; <c>DynamicQuantizeLinear</c> would take one for the whole batch. A row is within 127 of 128 in unsigned
/// integers, because those have fast products with signed ones on every processor.
/// </summary>
internal sealed class IntegerGraph
{
    private const int ReduceAxesAreInput = 18;
    private const float RowLargest = 127, Smallest = 1e-12f;
    private const byte RowMiddle = 128;

    private readonly List<NodeProto> _nodes = [];
    private readonly List<TensorProto> _constants = [];
    private readonly Dictionary<(string, bool, float), (Product Product, string Name)> _matrices = [];
    private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);
    private readonly string _prefix;
    private readonly long _opset;
    private int _count;

    private IntegerGraph(IReadOnlyCollection<string> taken, long opset)
    {
        _opset = opset;
        _prefix = "int8";
        while (taken.Any(name => name.StartsWith(_prefix, StringComparison.Ordinal)))
        {
            _prefix += "_";
        }
    }

    /// <summary>The nodes in their order.</summary>
    public IReadOnlyList<NodeProto> Nodes => _nodes;

    /// <summary>The constants that the new nodes need.</summary>
    public IReadOnlyList<TensorProto> Constants => _constants;

    /// <summary>The matrices. A matrix's scales have its name and <c>_scales</c>.</summary>
    public IEnumerable<(Product Product, string Name)> Matrices => _matrices.Values;

    /// <summary>The name of a matrix's scales.</summary>
    public static string Scales(string matrix) => matrix + "_scales";

    /// <param name="graph">The graph.</param>
    /// <param name="constants">The names of its constants.</param>
    /// <param name="opset">The version of its operators.</param>
    /// <param name="products">Its products that become ones of integers.</param>
    public static IntegerGraph Of(GraphProto graph, IEnumerable<string> constants, long opset, IReadOnlyList<Product> products)
    {
        var made = new IntegerGraph([.. GraphNames.All(graph), .. constants], opset);
        made._constants.Add(Number(made.Named("largest"), RowLargest));
        made._constants.Add(Number(made.Named("step"), 1 / RowLargest));
        made._constants.Add(Number(made.Named("smallest"), Smallest));
        made._constants.Add(Constant(made.Named("middle"), DataTypes.UInt8, [RowMiddle]));
        if (opset >= ReduceAxesAreInput)
        {
            made._constants.Add(new TensorProto
            {
                Name = made.Named("axes"), DataType = GraphBuilder.Int64, Dims = { 1 }, RawData = ByteString.CopyFrom(BitConverter.GetBytes(-1L)),
            });
        }

        // Both are in the order of the graph, where a node comes behind those that it needs.
        var next = 0;
        foreach (var node in graph.Node)
        {
            if (next < products.Count && ReferenceEquals(products[next].Node, node))
            {
                made.Add(products[next++]);
            }
            else
            {
                made._nodes.Add(node);
            }
        }

        return made;
    }

    private void Add(Product product)
    {
        var node = product.Node;
        if (!_rows.TryGetValue(node.Input[0], out var rows))
        {
            _rows[node.Input[0]] = rows = AddRows(node.Input[0]);
        }

        if (!_matrices.TryGetValue(product.Key, out var matrix))
        {
            _matrices[product.Key] = matrix = (product, Named($"matrix_{_matrices.Count}"));
        }

        var sums = Add("Cast", [Add("MatMulInteger", [rows, matrix.Name, Named("middle")])]);
        _nodes[^1].Attribute.Add(Attributes.Of("to", (long)DataTypes.Float));
        var scaled = Add("Mul", [Add("Mul", [sums, Scales(rows)]), Scales(matrix.Name)]);
        if (product.Bias is { } bias)
        {
            _ = Add("Add", [scaled, bias]);
        }

        _nodes[^1].Output[0] = node.Output[0];
    }

    /// <summary>Makes integers of rows. Their scales have the name of the integers and <c>_scales</c>.</summary>
    private string AddRows(string x)
    {
        var all = Add("Abs", [x]);
        var largest = _opset >= ReduceAxesAreInput ? Add("ReduceMax", [all, Named("axes")]) : Add("ReduceMax", [all]);
        if (_opset < ReduceAxesAreInput)
        {
            _nodes[^1].Attribute.Add(Attributes.Of("axes", [-1L]));
        }

        _nodes[^1].Attribute.Add(Attributes.Of("keepdims", 1L));
        largest = Add("Max", [largest, Named("smallest")]);
        var rows = Add("QuantizeLinear", [Add("Div", [x, largest]), Named("step"), Named("middle")]);
        _ = Add("Div", [largest, Named("largest")]);
        _nodes[^1].Output[0] = Scales(rows);
        return rows;
    }

    private string Add(string op, string[] inputs)
    {
        var name = Named($"{op.ToLowerInvariant()}_{_count++}");
        _nodes.Add(new() { OpType = op, Name = name, Input = { inputs }, Output = { name } });
        return name;
    }

    private string Named(string name) => $"{_prefix}_{name}";

    private static TensorProto Number(string name, float value) => Constant(name, DataTypes.Float, BitConverter.GetBytes(value));

    private static TensorProto Constant(string name, int type, byte[] value) =>
        new() { Name = name, DataType = type, RawData = ByteString.CopyFrom(value) };
}
