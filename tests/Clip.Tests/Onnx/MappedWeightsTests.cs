using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Onnx;
using Txt2Image.Onnx;

namespace Txt2Image.Clip.Tests.Onnx;

/// <summary>The large weights of a graph stay in its file, which ONNX Runtime maps into memory.</summary>
public class MappedWeightsTests
{
    private static readonly string Graph = Path.Combine(Repository.Root, "models", "demo", "onnx", "text_model.onnx");

    [Fact]
    public void WithMappedWeights_LargeWeights_StayInTheFile()
    {
        var file = OnnxFile.Read(Graph);
        var bytes = GraphBytes.WithMappedWeights(file);
        var read = ModelProto.Parser.ParseFrom(bytes).Graph.Initializer;

        Assert.True(bytes.Length < new FileInfo(Graph).Length / 10, $"{bytes.Length} bytes are left");
        Assert.Equal(file.Weights.Select(static one => one.Name).Order(), read.Select(static one => one.Name).Order());
        Assert.Contains(read, static weight => weight.DataLocation == 1);
        Assert.Contains(read, static weight => weight.DataLocation == 0);
        Assert.All(read.Where(static weight => weight.DataLocation == 1), static weight =>
            Assert.Equal("text_model.onnx", weight.ExternalData.Single(static entry => entry.Key == "location").Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_LargeWeights_GivesTheBitsOfTheWholeFile(bool isLink)
    {
        using var folder = new TemporaryFolder();
        var path = isLink ? folder["linked.onnx"] : Graph;
        if (isLink)
        {
            File.CreateSymbolicLink(path, Graph);
        }

        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var whole = new InferenceSession(Graph, options);
        using var mapped = Sessions.Open(new TowerGraph(path), DeviceName.Cpu, new InferenceOptions { IntraOpThreads = 1 });

        Assert.Equal(Embed(whole), Embed(mapped));
    }

    [Fact]
    public void Open_OnLinux_MapsTheFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lists what a process has mapped.");
        using var folder = new TemporaryFolder();
        var path = folder["text_model.onnx"];
        OnnxGraphWithATable.Write(path);

        using var session = Sessions.Open(new TowerGraph(path), DeviceName.Cpu, new InferenceOptions { IntraOpThreads = 1 });

        Assert.Contains(path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    /// <summary>A table from which rows are taken: ONNX Runtime keeps it as it is, unlike the matrices of products.</summary>
    private static class OnnxGraphWithATable
    {
        private const int Rows = 4096;
        private const int Width = 16;

        public static void Write(string path)
        {
            var take = new NodeProto { OpType = "Gather", Input = { "table", "ids" }, Output = { "rows" } };
            var graph = new GraphProto { Name = "table", Node = { take } };
            graph.Initializer.Add(new TensorProto
            {
                Name = "table", DataType = 1, Dims = { Rows, Width }, RawData = ByteString.CopyFrom(new byte[Rows * Width * sizeof(float)]),
            });
            graph.Input.Add(Port("ids", type: 7, "n"));
            graph.Output.Add(Port("rows", type: 1, "n", Width));
            var model = new ModelProto { IrVersion = 8, Graph = graph };
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
            File.WriteAllBytes(path, model.ToByteArray());
        }

        private static ValueInfoProto Port(string name, int type, string first, int? second = null)
        {
            var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = first } } };
            if (second is { } width)
            {
                shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = width });
            }

            return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new() { ElemType = type, Shape = shape } } };
        }
    }

    private static float[] Embed(InferenceSession session)
    {
        var name = session.InputMetadata.Single();
        long[] ids = [.. Enumerable.Range(0, 12).Select(static i => (long)(i * 7))];
        using var input = OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [name.Key], [input], [.. session.OutputMetadata.Keys]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
