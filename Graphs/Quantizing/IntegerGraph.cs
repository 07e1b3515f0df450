using System.Runtime.InteropServices;
using Google.Protobuf;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Quantizing;

/// <summary>
/// Writes products of floats as products of integers. Each row of the activations has a scale of its own, its largest value,
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
    private readonly Dictionary<(string, bool, float, string?), (Product Product, string Name)> _matrices = [];
    private readonly Dictionary<string, (Table Table, string Name)> _tables = new(StringComparer.Ordinal);
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

    /// <summary>The tables. A table's scales have its name and <c>_scales</c>.</summary>
    public IEnumerable<(Table Table, string Name)> Tables => _tables.Values;

    /// <summary>The name of a matrix's scales.</summary>
    public static string Scales(string matrix) => matrix + "_scales";

    /// <param name="graph">The graph.</param>
    /// <param name="constants">The names of its constants.</param>
    /// <param name="opset">The version of its operators.</param>
    /// <param name="parts">What becomes integers.</param>
    public static IntegerGraph Of(GraphProto graph, IEnumerable<string> constants, long opset, IntegerParts parts)
    {
        var made = new IntegerGraph([.. GraphNames.All(graph), .. constants], opset);
        made._constants.Add(Number(made.Named("largest"), RowLargest));
        made._constants.Add(Number(made.Named("one"), 1));
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

        foreach (var node in graph.Node)
        {
            made.Add(node, parts);
        }

        return made;
    }

    private void Add(NodeProto node, IntegerParts parts)
    {
        bool IsNode(NodeProto other) => ReferenceEquals(other, node);
        if (parts.Products.FirstOrDefault(product => IsNode(product.Node)) is { } product)
        {
            Add(product);
        }
        else if (parts.Tables.FirstOrDefault(table => IsNode(table.Node)) is { } table)
        {
            Add(table);
        }
        else
        {
            _nodes.Add(parts.Smoothings.FirstOrDefault(smoothing => IsNode(smoothing.Norm)) is { } smoothing ? Smoothed(smoothing) : node);
        }
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

        // The columns' scales are applied where the sums are made: two passes less over the result than with MatMulInteger.
        var columns = Add("MatMulIntegerToFloat", [rows, matrix.Name, Named("one"), Scales(matrix.Name), Named("middle")]);
        _nodes[^1].Domain = GraphFile.RuntimeDomain;
        var scaled = Add("Mul", [columns, Scales(rows)]);
        if (product.Bias is { } bias)
        {
            _ = Add("Add", [scaled, bias]);
        }

        _nodes[^1].Output[0] = node.Output[0];
    }

    private void Add(Table table)
    {
        var node = table.Node;
        if (!_tables.TryGetValue(node.Input[0], out var integers))
        {
            _tables[node.Input[0]] = integers = (table, Named($"table_{_tables.Count}"));
        }

        var rows = Add("Cast", [Add("Gather", [integers.Name, node.Input[1]])]);
        _nodes[^1].Attribute.Add(Attributes.Of("to", (long)DataTypes.Float));
        var scaled = Add("Mul", [rows, Add("Gather", [Scales(integers.Name), node.Input[1]])]);
        if (table.Type != DataTypes.Float)
        {
            _ = Add("Cast", [scaled]);
            _nodes[^1].Attribute.Add(Attributes.Of("to", (long)table.Type));
        }

        _nodes[^1].Output[0] = node.Output[0];
    }

    private NodeProto Smoothed(Smoothing smoothing)
    {
        var node = smoothing.Norm.Clone();
        foreach (var (at, values) in new[] { (1, smoothing.Scale), (2, smoothing.Bias) })
        {
            if (values is not null)
            {
                node.Input[at] = Named($"norm_{_count++}");
                var bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
                var constant = Constant(node.Input[at], DataTypes.Float, bytes);
                constant.Dims.Add(values.Length);
                _constants.Add(constant);
            }
        }

        return node;
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
