using Txt2Image.Clip.Onnx;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>What a converted graph is made of.</summary>
public sealed class ConvertedGraphTests
{
    private static readonly string[] Standard =
    [
        "Add", "ArgMax", "Cast", "Conv", "Div", "Equal", "Erf", "Gather", "GatherND", "LayerNormalization", "MatMul", "Mul", "Pad", "Reshape",
        "Shape", "Sigmoid", "Slice", "Softmax", "Split", "Squeeze", "Tanh", "Transpose", "Unsqueeze",
    ];

    public static TheoryData<string> Names => GoldenCheckpoint.Names;

    /// <summary>Every provider has these operators, and neighbours in a batch cannot reach each other through them.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Convert_OfACheckpoint_TakesStandardOperatorsAndWeightsBesideTheGraph(string name)
    {
        using var checkpoint = GoldenCheckpoint.Of(name);
        checkpoint.Convert();
        var graphs = Directory.EnumerateFiles(checkpoint.Converted, "*.onnx", SearchOption.AllDirectories).ToList();

        Assert.Equal(2, graphs.Count);
        foreach (var graph in graphs)
        {
            var file = OnnxFile.Read(graph);
            Assert.Equal(("", 17L), (file.Model.OpsetImport.Single().Domain, file.Model.OpsetImport.Single().Version));
            Assert.Empty(file.Model.Graph.Node.Select(static node => node.OpType).Except(Standard));
            Assert.All(file.Model.Graph.Node, static node => Assert.Empty(node.Domain));
            // Two blocks have 6 each, since query, key and value are one product, and a projection one; SigLIP's pooling has 7.
            var isPooled = name.StartsWith("siglip", StringComparison.Ordinal) && graph.Contains("vision", StringComparison.Ordinal);
            Assert.Equal(isPooled ? 19 : 13, file.Model.Graph.Node.Count(static node => node.OpType == "MatMul"));
            Assert.All(file.Weights.Where(static weight => weight.Location is not null), weight =>
                Assert.Equal(Path.GetFileName(graph) + "_data", weight.Location));
            Assert.InRange(new FileInfo(graph).Length, 1, 40_000);
        }
    }
}
