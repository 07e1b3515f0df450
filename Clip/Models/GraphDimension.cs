using Txt2Image.Clip.Onnx;

namespace Txt2Image.Clip.Models;

/// <summary>Reads the length of embeddings from a graph that declares it, for configurations that leave it out.</summary>
internal static class GraphDimension
{
    public static (int Value, string Source) Read(TowerGraph graph, bool poolerIsEmbedding)
    {
        var outputs = OnnxFile.Read(graph.Path).Model.Graph.Output;
        foreach (var name in EmbeddingNames.Of("image", poolerIsEmbedding))
        {
            if (outputs.FirstOrDefault(output => output.Name == name) is { Type.TensorType.Shape.Dim: [.., { HasDimValue: true } last] }
                && last.DimValue is > 0 and <= int.MaxValue)
            {
                return ((int)last.DimValue, $"{Path.GetFileName(graph.Path)} declares {name} with {last.DimValue} values");
            }
        }

        throw new ModelException(
            $"{graph.Path}: neither the configuration nor the graph says how long the embeddings are: add projection_dim to config.json.");
    }
}
