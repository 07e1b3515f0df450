using Txt2Image.Clip.Onnx;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>What a converted graph is made of.</summary>
public sealed class ConvertedGraphTests
{
    private static readonly string[] Standard =
    [
        "Add", "ArgMax", "Cast", "Concat", "CumSum", "Div", "Equal", "Erf", "Expand", "Gather", "GatherND", "LayerNormalization", "MatMul", "Mul",
        "Pad", "Reshape", "Shape", "Sigmoid", "Slice", "Softmax", "Squeeze", "Tanh", "Transpose", "Unsqueeze", "Where",
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
            // A block has 8, and one for a single token 8 too, since its keys and values are not computed. SigLIP's pooling is of the second kind,
            // behind two blocks; all others have one of each, and a projection, or two as AltCLIP's texts. Patches are one product.
            var isVision = graph.Contains("vision", StringComparison.Ordinal) || graph.Contains("visual", StringComparison.Ordinal);
            var isPooled = isVision && name.StartsWith("siglip", StringComparison.Ordinal);
            var expected = isPooled ? 25 : isVision || name == "altclip" ? 18 : 17;
            Assert.Equal(expected, file.Model.Graph.Node.Count(static node => node.OpType == "MatMul"));
            Assert.All(file.Weights.Where(static weight => weight.Location is not null), weight =>
                Assert.Equal(Path.GetFileName(graph) + "_data", weight.Location));
            Assert.InRange(new FileInfo(graph).Length, 1, 40_000);
        }
    }
}
