using Txt2Image.Clip.Onnx;
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

    private static readonly string[] Quantized =
    [
        "DequantizeLinear", "DynamicQuantizeLinear", "DynamicQuantizeMatMul", "ConvInteger", "MatMulInteger", "MatMulIntegerToFloat", "MatMulNBits",
        "QAttention", "QGemm", "QLinearConv", "QLinearMatMul", "QuantizeLinear",
    ];

    private readonly SourceGraph _source;
    private readonly IntegerGraph _integers;
    private readonly GraphProto _graph;
    private readonly IReadOnlyList<SourceTensor> _kept;
    private readonly int _bits;

    private Quantization(string path, SourceGraph source, int bits)
    {
        (_source, _bits) = (source, bits);
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

    /// <summary>The bits of weights that give the same sums on all processors.</summary>
    public const int FewestBits = WeightBits.Safe;

    /// <summary>The bits of weights that need a processor with exact products.</summary>
    public const int MostBits = WeightBits.All;

    /// <summary>How many products become ones of integers.</summary>
    public int Products { get; }

    /// <summary>The bytes of the weights that will be written.</summary>
    public long Bytes { get; }

    /// <summary>Reads a graph and checks it. Nothing is written.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="weightBits">
    /// The bits of the weights of products, <see cref="FewestBits"/> or <see cref="MostBits"/>. With 8, processors without VNNI compute other
    /// embeddings, so the server refuses the graph there.
    /// </param>
    /// <exception cref="ConversionException">It cannot be quantized; the message says why.</exception>
    public static Quantization Open(string path, int weightBits = FewestBits)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(weightBits, FewestBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weightBits, MostBits);
        SourceGraph? source = null;
        try
        {
            source = SourceGraph.Open(path);
            return new(path, source, weightBits);
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

    /// <summary>The bits of the weights of a graph that was written by this class. The weights themselves need not be there.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="ConversionException">It is no ONNX graph.</exception>
    public static int BitsOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return WeightBits.Of(SourceGraph.WithoutWeights(path));
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
                var writer = new QuantizedWeights(weights, Report);
                model.Graph.Initializer.AddRange(_integers.Matrices.SelectMany(one => writer.Matrix(one.Product, one.Name, _bits)));
                model.Graph.Initializer.AddRange(_integers.Tables.SelectMany(one => writer.Table(one.Table, one.Name)));
                model.Graph.Initializer.AddRange(_kept.Select(writer.Copy));
                weights.Flush();
            }

            WeightBits.Note(model, _bits);
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
}
