using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>One input or output of a graph, checked against what a tower needs of it.</summary>
/// <param name="Graph">The file's path, for messages.</param>
/// <param name="Shape">Its dimensions; -1 where any length fits.</param>
internal sealed record GraphPort(string Graph, string Name, TensorElementType Type, IReadOnlyList<int> Shape)
{
    /// <summary>How many items a run takes: 1, or null for any number.</summary>
    public int? FixedBatch => Shape[0] switch
    {
        < 0 => null,
        1 => 1,
        var other => throw Wrong($"its batch is fixed to {other}; built are 1 and a free batch"),
    };

    /// <summary>The input of one of the names, or null.</summary>
    public static GraphPort? Input(InferenceSession session, string graph, params ReadOnlySpan<string> names) =>
        Find(session.InputMetadata, graph, names);

    public static GraphPort? Output(InferenceSession session, string graph, params ReadOnlySpan<string> names) =>
        Find(session.OutputMetadata, graph, names);

    public void RequireType(params ReadOnlySpan<TensorElementType> built)
    {
        if (!built.Contains(Type))
        {
            throw Wrong($"it is {Type}; built are {string.Join(" and ", built.ToArray())}");
        }
    }

    /// <summary>Checks rank and lengths; -1 asks for nothing.</summary>
    public void RequireShape(params ReadOnlySpan<int> needed)
    {
        if (Shape.Count != needed.Length)
        {
            throw Wrong($"it has {Shape.Count} dimensions, {needed.Length} are needed");
        }

        for (var i = 0; i < needed.Length; i++)
        {
            if (Shape[i] >= 0 && needed[i] >= 0 && Shape[i] != needed[i])
            {
                throw Wrong($"its dimension {i} is {Shape[i]}, but the configuration's is {needed[i]}");
            }
        }
    }

    public ModelException Wrong(string why) => new($"{Graph}: {Name} does not fit: {why}.");

    private static GraphPort? Find(IReadOnlyDictionary<string, NodeMetadata> ports, string graph, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (ports.TryGetValue(name, out var port) && port.IsTensor)
            {
                return new(graph, name, port.ElementDataType, port.Dimensions);
            }
        }

        return null;
    }
}
