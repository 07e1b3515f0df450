using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Onnx;

namespace Txt2Image.Clip.Inference.Triton;

/// <summary>Writes a model's towers as a repository that a Triton server loads.</summary>
public static class TritonRepository
{
    /// <summary>Writes both towers: for each a folder with its configuration, and in the folder <c>1</c> its graph.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">The repository; created if it does not exist. Towers of this name that are there are replaced.</param>
    /// <returns>The names of the two models in the repository.</returns>
    /// <exception cref="ModelException">A graph cannot be read, or its embeddings would depend on their batch.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static IReadOnlyList<string> Write(ClipModel model, string folder)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [Write(model, "text", model.TextGraph, folder), Write(model, "image", model.VisionGraph, folder)];
    }

    private static string Write(ClipModel model, string tower, TowerGraph graph, string folder)
    {
        TritonSession.RequireBatchable(graph.Path);
        var name = TritonNames.Of(model, tower);
        var version = Path.Combine(folder, name, "1");
        Directory.CreateDirectory(version);
        using (var session = Sessions.Open(graph, DeviceName.Cpu, new InferenceOptions()))
        {
            var output = EmbeddingNames.Of(tower, model.PoolerIsEmbedding).First(session.OutputMetadata.ContainsKey);
            var config = TritonConfig.Of(name, tower, Ports(session.InputMetadata), Port(output, session.OutputMetadata[output]));
            File.WriteAllText(Path.Combine(folder, name, "config.pbtxt"), config);
        }

        Copy(graph, Path.Combine(version, "model.onnx"));
        return name;
    }

    private static IReadOnlyList<TritonPort> Ports(IReadOnlyDictionary<string, NodeMetadata> inputs) =>
        [.. inputs.Select(input => Port(input.Key, input.Value))];

    private static TritonPort Port(string name, NodeMetadata port) => new(name, port.ElementDataType, [.. port.Dimensions]);

    /// <summary>The graph, and the files beside it that have its weights: it names them without a folder.</summary>
    private static void Copy(TowerGraph graph, string target)
    {
        if (graph.Part is { } part)
        {
            File.WriteAllBytes(target, GraphBytes.Whole(GraphCut.To(OnnxFile.Read(graph.Path), part)));
        }
        else
        {
            File.Copy(graph.Path, target, overwrite: true);
        }

        foreach (var weights in graph.Files.Where(file => file != graph.Path))
        {
            File.Copy(weights, Path.Combine(Path.GetDirectoryName(target)!, Path.GetFileName(weights)), overwrite: true);
        }
    }
}

/// <summary>An input or output of a graph.</summary>
internal sealed record TritonPort(string Name, TensorElementType Type, int[] Shape);
