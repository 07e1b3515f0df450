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
        Assert.Equal(2, ops.Count(static op => op == "MatMulIntegerToFloat"));
        Assert.Single(ops, static op => op == "QuantizeLinear");
        Assert.DoesNotContain("MatMul", ops);
        Assert.Equal("y", made.Model.Graph.Output.Single().Name);
        Assert.DoesNotContain(made.Tensors, static tensor => tensor.Name == "one");
        AssertMatrix(made, isTransposed: false, 1);
    }

    /// <summary>Only graphs of 8 bits are marked: those of 7 keep the fingerprints that they had.</summary>
    [Fact]
    public void Write_WithWeightsOfEightBits_UsesThemAllAndMarksTheGraph()
    {
        Finish(Times(_graph.Input("x", GraphBuilder.Float, "n", Inputs), "one"));

        Quantize();
        Assert.Equal(Quantization.FewestBits, Quantization.BitsOf(Target));
        using (var seven = SourceGraph.Open(Target))
        {
            Assert.Empty(seven.Model.MetadataProps);
        }

        Quantize(Quantization.MostBits);
        Assert.Equal(Quantization.MostBits, Quantization.BitsOf(Target));
        using var made = SourceGraph.Open(Target);
        AssertMatrix(made, isTransposed: false, 1, largest: 127);
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantization.Open(Source, 9));
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
        Assert.DoesNotContain(made.Model.Graph.Node, static node => node.OpType == "Cast");
        Assert.DoesNotContain(made.Tensors, static tensor => tensor.Name == "half");
    }

    [Fact]
    public void Write_OfATable_GivesEachRowItsScale()
    {
        const int Rows = 300;
        float[] table = [.. Enumerable.Range(0, Rows * Inputs).Select(static i => ((i * 37 % 101) - 50) * (1f + (i / Inputs)))];
        table.AsSpan(7 * Inputs, Inputs).Clear();
        _graph.Weight("table", new([Rows, Inputs], writer => writer.Write(table)));
        Finish(Times(_graph.Add("Gather", ["table", _graph.Input("ids", GraphBuilder.Int64, "n")]), "one"));

        Assert.Equal(1, Quantize());

        using var made = SourceGraph.Open(Target);
        Assert.DoesNotContain(made.Tensors, static tensor => tensor.Name == "table");
        var integers = made.Tensors.Single(static tensor => tensor.Header is { DataType: DataTypes.Int8, Dims: [Rows, Inputs] });
        var scales = made.Tensors.Single(tensor => tensor.Name == integers.Name + "_scales");
        Assert.Equal([Rows, 1], scales.Header.Dims);
        var (values, steps) = (Bytes(integers), scales.Floats()!.ReadAll());
        for (var i = 0; i < table.Length; i++)
        {
            var step = steps[i / Inputs];
            Assert.InRange((sbyte)values[i] * step, table[i] - (.51f * step), table[i] + (.51f * step));
        }

        Assert.Equal((0f, 127), (steps[7], values.Max(static value => Math.Abs((int)(sbyte)value))));
    }

    [Fact]
    public void Write_OfANormalisationBeforeProducts_SharesOutItsLargeChannelsExactly()
    {
        float[] scale = [.. Enumerable.Range(0, Inputs).Select(static i => i == 5 ? 60f : .7f)], bias = [.. scale.Select(static value => value / 3)];
        var x = _graph.Input("x", GraphBuilder.Float, "n", Inputs);
        var norm = _graph.Add("LayerNormalization", [x, _graph.Numbers([Inputs], scale), _graph.Numbers([Inputs], bias)], Attributes.Of("axis", -1L));
        Finish(_graph.Add("Add", [Times(norm, "one"), Times(norm, "two")]));

        Assert.Equal(2, Quantize());

        using var made = SourceGraph.Open(Target);
        var node = made.Model.Graph.Node.Single(static node => node.OpType == "LayerNormalization");
        float[] Constant(string name) => made.Tensors.Single(tensor => tensor.Name == name).Floats()!.ReadAll();
        var factors = scale.Zip(Constant(node.Input[1]), static (before, after) => before / after).ToArray();
        Assert.Equal(bias, Constant(node.Input[2]).Zip(factors, static (after, factor) => after * factor));
        Assert.All(factors, static factor => Assert.Equal(factor, MathF.Pow(2, MathF.Round(MathF.Log2(factor)))));
        Assert.True(factors[5] >= 4 * factors.Where(static (_, i) => i != 5).Max(), string.Join(' ', factors));
        foreach (var i in Enumerable.Range(0, _matrix.Length))
        {
            _matrix[i] *= factors[i / Outputs];
        }

        AssertMatrix(made, isTransposed: false, 1);
    }

    [Fact]
    public void Write_OfANormalisationThatAnotherNodeReads_LeavesItAsItIs()
    {
        var x = _graph.Input("x", GraphBuilder.Float, "n", Inputs);
        var norm = _graph.Add("LayerNormalization", [x, _graph.Numbers([Inputs], [.. Enumerable.Repeat(9f, Inputs)])], Attributes.Of("axis", -1L));
        Finish(_graph.Add("Concat", [Times(norm, "one"), norm], Attributes.Of("axis", -1L)));

        Assert.Equal(1, Quantize());

        using var made = SourceGraph.Open(Target);
        var scale = made.Model.Graph.Node.Single(static node => node.OpType == "LayerNormalization").Input[1];
        Assert.StartsWith("constant_", scale, StringComparison.Ordinal);
        AssertMatrix(made, isTransposed: false, 1);
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

    private static byte[] Bytes(SourceTensor tensor)
    {
        using var bytes = new MemoryStream();
        tensor.Copy(bytes, static _ => { });
        return bytes.ToArray();
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

    private int Quantize(int weightBits = Quantization.FewestBits)
    {
        using var quantization = Quantization.Open(Source, weightBits);
        var written = 0L;
        quantization.Write(Target, bytes => written += bytes, TestContext.Current.CancellationToken);
        Assert.Equal(quantization.Bytes, written);
        return quantization.Products;
    }

    /// <summary>Each column's largest value is 63, or as large as given, and integers times scales are the values, to half a step.</summary>
    private void AssertMatrix(SourceGraph made, bool isTransposed, float factor, int largest = 63)
    {
        var integers = made.Tensors.First(static tensor => tensor.Header.DataType == DataTypes.Int8);
        var scales = made.Tensors.First(tensor => tensor.Name == integers.Name + "_scales").Floats()!.ReadAll();
        var values = Bytes(integers);
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

            Assert.Equal(largest, most);
        }
    }
}
