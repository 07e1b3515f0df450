using Google.Protobuf;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Graphs.Quantizing;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs;

/// <summary>
/// Makes a graph with 8-bit weights of one with floats. Products with a constant matrix become products of integers, with a scale for each row of
/// the activations and for each column of the matrix, so an embedding does not depend on its batch. Large tables get a scale for each row.
/// Everything else stays as it is.
/// </summary>
public sealed class Quantization : IDisposable
{
    private const int OldestOpset = 10;

    /// <summary>Smaller values stay in the graph's own file: ONNX Runtime reads shapes and axes there.</summary>
    private const int SmallestInFile = 1024;

    private static readonly string[] Quantized =
    [
        "DequantizeLinear", "DynamicQuantizeLinear", "DynamicQuantizeMatMul", "ConvInteger", "MatMulInteger", "MatMulIntegerToFloat", "MatMulNBits",
        "QAttention", "QGemm", "QLinearConv", "QLinearMatMul", "QuantizeLinear",
    ];

    private readonly SourceGraph _source;
    private readonly IntegerGraph _integers;
    private readonly GraphProto _graph;
    private readonly IReadOnlyList<SourceTensor> _kept;

    private Quantization(string path, SourceGraph source)
    {
        _source = source;
        var graph = source.Model.Graph;
        var opset = source.Model.OpsetImport.FirstOrDefault(static one => one.Domain.Length == 0)?.Version ?? 0;
        if (GraphNames.Nodes(graph).FirstOrDefault(static node => Quantized.Contains(node.OpType, StringComparer.Ordinal)) is { } quantized)
        {
            throw new ConversionException($"{path}: it is quantized already: it has {quantized.OpType}.");
        }

        var parts = IntegerParts.Of(source);
        var products = parts.Products;
        if (products.Count == 0 || opset < OldestOpset)
        {
            throw new ConversionException(products.Count == 0
                ? $"{path}: none of its products is a MatMul or Gemm of float32 with a constant matrix, so it cannot be quantized."
                : $"{path}: its operators are of version {opset}; integers need {OldestOpset} or later. Export the model again.");
        }

        Products = products.Count;
        _integers = IntegerGraph.Of(graph, source.Tensors.Select(static tensor => tensor.Name), opset, parts);
        _graph = graph.Clone();
        _graph.Node.Clear();
        _graph.Node.AddRange(_integers.Nodes);

        // What only the products needed: the matrices, and their casts from halves.
        var used = GraphNames.Used(_graph);
        var unused = parts.Casts.Where(cast => !used.Contains(cast.Output[0])).ToHashSet();
        var nodes = _integers.Nodes.Where(node => !unused.Contains(node)).ToList();
        _graph.Node.Clear();
        _graph.Node.AddRange(nodes);
        used = GraphNames.Used(_graph);
        var replaced = parts.Replaced.ToHashSet(StringComparer.Ordinal);
        _kept = [.. source.Tensors.Where(tensor => used.Contains(tensor.Name) || !replaced.Contains(tensor.Name))];
        Bytes = _integers.Matrices.Sum(static one => one.Product.Weight.Count + ((long)one.Product.Outputs * sizeof(float)))
            + _integers.Tables.Sum(static one => one.Table.Weight.Count + (one.Table.Rows * sizeof(float)))
            + _kept.Sum(static tensor => tensor.Values?.Length ?? 0);
    }

    /// <summary>How many products become ones of integers.</summary>
    public int Products { get; }

    /// <summary>The bytes of the weights that will be written.</summary>
    public long Bytes { get; }

    /// <summary>Reads a graph and checks it. Nothing is written.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="ConversionException">It cannot be quantized; the message says why.</exception>
    public static Quantization Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        SourceGraph? source = null;
        try
        {
            source = SourceGraph.Open(path);
            return new(path, source);
        }
        catch (Exception exception)
        {
            source?.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new ConversionException($"{path}: {exception.Message}", exception);
            }

            throw;
        }
    }

    /// <summary>Writes the graph, and its weights beside it as <c>….onnx_data</c>. One matrix is in memory at a time.</summary>
    /// <param name="target">The graph's path. What is there is overwritten.</param>
    /// <param name="written">Called with the number of bytes after each piece.</param>
    /// <param name="cancellationToken">Stops it, and leaves an incomplete file of weights.</param>
    /// <exception cref="ConversionException">A weight cannot be read, or is not finite.</exception>
    public void Write(string target, Action<int>? written = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        void Report(int bytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            written?.Invoke(bytes);
        }

        try
        {
            var model = _source.Model.Clone();
            model.Graph = _graph.Clone();
            model.Graph.Initializer.AddRange(_integers.Constants);
            using (var weights = new WeightsFile(target))
            {
                model.Graph.Initializer.AddRange(_integers.Matrices.SelectMany(one => Write(one.Product, one.Name, weights, Report)));
                model.Graph.Initializer.AddRange(_integers.Tables.SelectMany(one => Write(one.Table, one.Name, weights, Report)));
                model.Graph.Initializer.AddRange(_kept.Select(tensor => Copy(tensor, weights, Report)));
                weights.Flush();
            }

            GraphFile.ImportRuntime(model);
            GraphFile.Write(target, model);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConversionException($"{target}: {exception.Message}", exception);
        }
    }

    /// <summary>Closes the graph's files.</summary>
    public void Dispose() => _source.Dispose();

    private static IEnumerable<TensorProto> Write(Product product, string name, WeightsFile weights, Action<int> written)
    {
        var matrix = IntegerMatrix.Of(product);
        yield return weights.Add(
            new() { Name = name, DataType = DataTypes.Int8, Dims = { product.Inputs, product.Outputs } },
            matrix.Values.Length,
            file => matrix.Write(file, written));
        yield return weights.Add(
            new() { Name = IntegerGraph.Scales(name), DataType = DataTypes.Float, Dims = { product.Outputs } },
            (long)matrix.Scales.Length * sizeof(float),
            file => new FloatWriter(file, written).Write(matrix.Scales));
    }

    private static IEnumerable<TensorProto> Write(Table table, string name, WeightsFile weights, Action<int> written)
    {
        float[] scales = [];
        yield return weights.Add(
            new() { Name = name, DataType = DataTypes.Int8, Dims = { table.Rows, table.Columns } },
            table.Weight.Count,
            file => scales = table.Write(file, written));
        yield return weights.Add(
            new() { Name = IntegerGraph.Scales(name), DataType = DataTypes.Float, Dims = { table.Rows, 1 } },
            (long)scales.Length * sizeof(float),
            file => new FloatWriter(file, written).Write(scales));
    }

    private static TensorProto Copy(SourceTensor tensor, WeightsFile weights, Action<int> written)
    {
        var header = tensor.Header.Clone();
        if (tensor.Values is not { } values)
        {
            return header;
        }

        if (values.Length >= SmallestInFile)
        {
            return weights.Add(header, values.Length, file => tensor.Copy(file, written));
        }

        using var bytes = new MemoryStream();
        tensor.Copy(bytes, written);
        header.ClearDataLocation();
        header.ExternalData.Clear();
        header.RawData = ByteString.CopyFrom(bytes.ToArray());
        return header;
    }
}
