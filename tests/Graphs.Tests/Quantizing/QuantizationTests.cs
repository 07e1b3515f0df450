using System.Runtime.InteropServices;
using Google.Protobuf;
using Txt2Image.Graphs.Onnx;
using Txt2Image.Onnx;

namespace Txt2Image.Graphs.Tests.Quantizing;

/// <summary>What is made of the products of a graph. Whether the results are right is seen where graphs are run.</summary>
public sealed class QuantizationTests : IDisposable
{
    private const int Inputs = 32, Outputs = 16;
    private readonly TemporaryFolder _folder = new();
    private readonly GraphBuilder _graph = new();
    private readonly float[] _matrix = [.. Enumerable.Range(0, Inputs * Outputs).Select(static i => ((i * 37 % 101) - 50) * (1 + (i % Outputs)))];

    private string Source => _folder["model.onnx"];

    private string Target => _folder["model_int8.onnx"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_OfProducts_QuantizesRowsOnceAndColumnsEachWithItsScale()
    {
        var x = _graph.Input("x", GraphBuilder.Float, "n", Inputs);
        Finish(_graph.Add("Add", [Times(x, "one"), Times(x, "two")]));

        Assert.Equal(2, Quantize());

        using var made = SourceGraph.Open(Target);
        var ops = made.Model.Graph.Node.Select(static node => node.OpType).ToList();
        Assert.Equal(2, ops.Count(static op => op == "MatMulInteger"));
        Assert.Single(ops, static op => op == "QuantizeLinear");
        Assert.DoesNotContain("MatMul", ops);
        Assert.Equal("y", made.Model.Graph.Output.Single().Name);
        Assert.DoesNotContain(made.Tensors, static tensor => tensor.Name == "one");
        AssertMatrix(made, isTransposed: false, 1);
    }

    [Fact]
    public void Write_OfAGemm_TurnsItsMatrixAndKeepsItsFactorAndBias()
    {
        var x = _graph.Input("x", GraphBuilder.Float, "n", Inputs);
        Weight("turned", [Outputs, Inputs]);
        Finish(_graph.Add(
            "Gemm", [x, "turned", _graph.Numbers([Outputs], new float[Outputs])], Attributes.Of("transB", 1L), Attributes.Of("alpha", .5f)));

        Assert.Equal(1, Quantize());

        using var made = SourceGraph.Open(Target);
        Assert.Equal(("Add", "y"), (made.Model.Graph.Node[^1].OpType, made.Model.Graph.Node[^1].Output.Single()));
        AssertMatrix(made, isTransposed: true, .5f);
    }

    [Fact]
    public void Write_OfWhatIsNoSuchProduct_LeavesItAsItIs()
    {
        var x = _graph.Input("x", GraphBuilder.Float, "n", Inputs);
        Weight("small", [Outputs, 8]);
        var product = Times(x, "one");
        var turned = _graph.Add("Gemm", [_graph.Add("Transpose", [x]), "one"], Attributes.Of("transA", 1L));
        var own = _graph.Add("MatMul", [x, _graph.Add("Transpose", [x])]);
        Finish(_graph.Add("Concat", [_graph.Add("MatMul", [product, "small"]), turned, own], Attributes.Of("axis", -1L)));

        Assert.Equal(1, Quantize());

        using var made = SourceGraph.Open(Target);
        Assert.Equal(2, made.Model.Graph.Node.Count(static node => node.OpType == "MatMul"));
        Assert.Single(made.Model.Graph.Node, static node => node.OpType == "Gemm");

        // The other product still needs the floats.
        Assert.Equal(_matrix, made.Tensors.Single(static tensor => tensor.Name == "one").Floats()!.ReadAll());
    }

    [Fact]
    public void Write_OfHalvesThatAreCast_RemovesTheCast()
    {
        var x = _graph.Input("x", GraphBuilder.Float, "n", Inputs);
        _graph.Graph.Initializer.Add(new TensorProto
        {
            Name = "half",
            DataType = 10,
            Dims = { Inputs, Outputs },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(_matrix.Select(static value => (Half)value).ToArray().AsSpan())),
        });
        Finish(_graph.Add("MatMul", [x, _graph.Add("Cast", ["half"], Attributes.Of("to", 1L))]));

        Assert.Equal(1, Quantize());

        using var made = SourceGraph.Open(Target);
        AssertMatrix(made, isTransposed: false, 1);
        Assert.Single(made.Model.Graph.Node, static node => node.OpType == "Cast");
        Assert.DoesNotContain(made.Tensors, static tensor => tensor.Name == "half");
    }

    [Theory]
    [InlineData(17, 2)]
    [InlineData(18, 1)]
    public void Write_OfAnOperatorSet_GivesTheAxesAsItWantsThem(long opset, int attributes)
    {
        Finish(Times(_graph.Input("x", GraphBuilder.Float, "n", Inputs), "one"));
        Change(model => model.OpsetImport[0].Version = opset);

        Quantize();

        using var made = SourceGraph.Open(Target);
        var largest = made.Model.Graph.Node.Single(static node => node.OpType == "ReduceMax");
        Assert.Equal((attributes, 3 - attributes), (largest.Attribute.Count, largest.Input.Count));
    }

    [Fact]
    public void Write_ThatIsStopped_LeavesNoGraph()
    {
        Finish(Times(_graph.Input("x", GraphBuilder.Float, "n", Inputs), "one"));
        using var quantization = Quantization.Open(Source);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => quantization.Write(Target, _ => stop.Cancel(), stop.Token));
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public void Open_OfAQuantizedGraph_IsRefused()
    {
        Finish(Times(_graph.Input("x", GraphBuilder.Float, "n", Inputs), "one"));
        Quantize();

        AssertRefused("model_int8.onnx: it is quantized already", () => Quantization.Open(Target).Dispose());
    }

    [Fact]
    public void Open_OfAGraphWithoutProducts_IsRefused()
    {
        Finish(_graph.Add("Abs", [_graph.Input("x", GraphBuilder.Float, "n", Inputs)]));
        AssertRefused("model.onnx: none of its products", () => Quantization.Open(Source).Dispose());
    }

    [Fact]
    public void Open_OfAMatrixThatMayBeReplaced_IsRefused()
    {
        var x = _graph.Input("x", GraphBuilder.Float, "n", Inputs);
        Finish(Times(x, _graph.Input("one", GraphBuilder.Float, Inputs, Outputs)));
        AssertRefused("none of its products", () => Quantization.Open(Source).Dispose());
    }

    [Fact]
    public void Open_OfOldOperators_IsRefused()
    {
        Finish(Times(_graph.Input("x", GraphBuilder.Float, "n", Inputs), "one"));
        Change(static model => model.OpsetImport[0].Version = 9);
        AssertRefused("of version 9", () => Quantization.Open(Source).Dispose());
    }

    [Fact]
    public void Open_OfDamagedFiles_IsRefusedByName()
    {
        Finish(Times(_graph.Input("x", GraphBuilder.Float, "n", Inputs), "one"));
        var bytes = File.ReadAllBytes(Source);
        using (var data = File.OpenWrite(Source + "_data"))
        {
            data.SetLength(100);
        }

        AssertRefused("model.onnx_data: the file has 100 bytes", () => Quantization.Open(Source).Dispose());
        File.Delete(Source + "_data");
        AssertRefused("model.onnx_data: the file is missing", () => Quantization.Open(Source).Dispose());
        Change(static model => model.Graph.Initializer[0].ExternalData[0].Value = "../model.onnx_data");
        AssertRefused("outside of its folder", () => Quantization.Open(Source).Dispose());
        File.WriteAllBytes(Source, bytes[..^20]);
        AssertRefused("model.onnx: the file cannot be read as an ONNX graph", () => Quantization.Open(Source).Dispose());
    }

    [Fact]
    public void Write_OfAValueThatIsNotFinite_IsRefused()
    {
        _matrix[77] = float.NaN;
        Finish(Times(_graph.Input("x", GraphBuilder.Float, "n", Inputs), "one"));
        AssertRefused("one has values that are not finite", () => Quantize());
    }

    private static void AssertRefused(string message, Action action) =>
        Assert.Contains(message, Assert.Throws<ConversionException>(action).Message, StringComparison.Ordinal);

    private string Times(string x, string weight)
    {
        if (_graph.Weights.All(one => one.Name != weight))
        {
            Weight(weight, [Inputs, Outputs]);
        }

        return _graph.Add("MatMul", [x, weight]);
    }

    private void Weight(string name, long[] shape) =>
        _graph.Weight(name, new(shape, writer => writer.Write(_matrix.AsSpan(0, (int)(shape[0] * shape[1])))));

    private void Finish(string value)
    {
        _graph.Output(value, "y", "n", "m");
        GraphFile.Write(Source, _graph, static _ => { });
    }

    private void Change(Action<ModelProto> change)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Source));
        change(model);
        File.WriteAllBytes(Source, model.ToByteArray());
    }

    private int Quantize()
    {
        using var quantization = Quantization.Open(Source);
        var written = 0L;
        quantization.Write(Target, bytes => written += bytes, TestContext.Current.CancellationToken);
        Assert.Equal(quantization.Bytes, written);
        return quantization.Products;
    }

    /// <summary>Each column's largest value is 63, and integers times scales are the values, to half a step.</summary>
    private void AssertMatrix(SourceGraph made, bool isTransposed, float factor)
    {
        var integers = made.Tensors.First(static tensor => tensor.Header.DataType == DataTypes.Int8);
        var scales = made.Tensors.First(tensor => tensor.Name == integers.Name + "_scales").Floats()!.ReadAll();
        using var bytes = new MemoryStream();
        integers.Copy(bytes, static _ => { });
        var values = bytes.ToArray();
        Assert.Equal([Inputs, Outputs], integers.Header.Dims);
        for (var column = 0; column < Outputs; column++)
        {
            var most = 0;
            for (var row = 0; row < Inputs; row++)
            {
                var value = (sbyte)values[(row * Outputs) + column];
                most = Math.Max(most, Math.Abs(value));
                var expected = factor * _matrix[isTransposed ? (column * Inputs) + row : (row * Outputs) + column];
                Assert.InRange(value * scales[column], expected - (.51f * scales[column]), expected + (.51f * scales[column]));
            }

            Assert.Equal(63, most);
        }
    }
}
